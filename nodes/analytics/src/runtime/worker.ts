import { workerData } from 'node:worker_threads';
import { type StoreData, serveStore } from '../store/thread.ts';

serveStore(workerData as StoreData);
