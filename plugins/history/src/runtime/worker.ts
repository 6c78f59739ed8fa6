import { workerData } from 'node:worker_threads';
import { serve } from '@millwright/store';
import { createArchive } from './archive/archive.ts';
import type { ArchiveData } from './archive/messages.ts';

const { directory } = workerData as ArchiveData;
const { handlers, close } = createArchive(directory, () => new Date());
serve(handlers, close);
