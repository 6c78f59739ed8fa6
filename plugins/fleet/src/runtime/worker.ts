import { workerData } from 'node:worker_threads';
import { serve } from '@millwright/store';
import type { StoreData } from './hub/store/open-store.ts';
import { createSqliteStore } from './hub/store/sqlite-store.ts';

const { directory } = workerData as StoreData;
const { handlers, close } = createSqliteStore(directory, () => new Date());
serve(handlers, close);
