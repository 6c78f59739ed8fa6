import { workerData } from 'node:worker_threads';
import { serve } from '@millwright/store';
import { createArchive } from './archive/archive.ts';
import type { ArchiveData } from './archive/messages.ts';
import { createReader } from './archive/reader.ts';

const { directory, role } = workerData as ArchiveData;
const now = () => new Date();
const { handlers, close } = role === 'reader' ? createReader(directory, now) : createArchive(directory, now);
serve(handlers, close);
