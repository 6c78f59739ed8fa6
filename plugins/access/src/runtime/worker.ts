import { workerData } from 'node:worker_threads';
import { serve } from '@millwright/store';
import { createDatabase } from './store/database.ts';
import type { AccessData } from './store/messages.ts';

const { directory } = workerData as AccessData;
const { handlers, close } = createDatabase(directory, () => new Date());
serve(handlers, close);
