export { asideName } from './aside-name.ts';
export { type ClockState, longestStep, lookAtClock } from './clock.ts';
export { type CopyOptions, copyDatabase, removeCopy } from './copy-database.ts';
export { copyDatabaseFile } from './copy-database-file.ts';
export { syncDirectory, writeDurableFile } from './durable-file.ts';
export { storeErrors } from './errors.ts';
export { type Inspection, inspectDatabase } from './inspect-database.ts';
export { type KeyRing, type KeyRingOptions, type Keys, openKeyRing, readKeyRing } from './key-ring.ts';
export {
  type LocalDatabase,
  type LocalDatabaseOptions,
  openLocalDatabase,
  type ReadableDatabase,
} from './local-database.ts';
export { machineBoot } from './machine-boot.ts';
export type { Migration } from './migrations.ts';
export { type OpenWorkerOptions, openWorker, type WorkerClient, workerBeside } from './open-worker.ts';
export { keepPrivate, makePrivateDirectory } from './private.ts';
export type { Calls, Handlers } from './protocol.ts';
export { openReadOnlyDatabase } from './read-only-database.ts';
export { createSealer, keyLength, type Sealer } from './seal.ts';
export { serve } from './serve.ts';
export { type DamagedSettings, SettingsFile, type SettingsFileOptions } from './settings-file.ts';
export { networkDisk, storageFailure } from './sqlite-failure.ts';
export type { Write } from './writer.ts';
