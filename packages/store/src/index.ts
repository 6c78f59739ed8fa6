export { syncDirectory, writeDurableFile } from './durable-file.ts';
export { storeErrors } from './errors.ts';
export { type LocalDatabase, type LocalDatabaseOptions, openLocalDatabase } from './local-database.ts';
export type { Migration } from './migrations.ts';
export { type OpenWorkerOptions, openWorker, type WorkerClient, workerBeside } from './open-worker.ts';
export type { Calls, Handlers } from './protocol.ts';
export { serve } from './serve.ts';
export { storageFailure } from './sqlite-failure.ts';
export type { Write } from './writer.ts';
