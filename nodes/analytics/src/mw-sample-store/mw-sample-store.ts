import { join } from 'node:path';
import type { NodeContext } from '@millwright/runtime';
import { sampleStoreErrors } from '../common/errors.ts';
import type { Stores } from '../runtime/stores.ts';
import { KeptStore } from '../store/kept-store.ts';
import type { SampleStoreConfig } from './schema.ts';

/** Where stores keep their files, each in a folder of its own, and their thread's program. */
export interface StorePlace {
  /** Undefined while it is not known. */
  directory(): string | undefined;
  readonly worker: URL;
  /** Of this package. */
  readonly version: string;
}

/** The folder of a store: its node's id, which is the same again when the node was deleted and is brought back. */
export const folderOf = (directory: string, id: string): string =>
  join(directory, 'samples', id.replace(/[^\w-]/g, '_'));

/** A store of samples, and its place among those that live. */
export const createSampleStore =
  (place: StorePlace, stores: Stores) =>
  ({ id, config, log, report }: NodeContext<SampleStoreConfig>) => {
    const directory = place.directory();
    if (directory === undefined) throw sampleStoreErrors.noDirectory();
    const store = new KeptStore({
      id,
      name: config.name,
      directory: folderOf(directory, id),
      days: config.days,
      bytes: config.megabytes * 1_000_000,
      within: config.within * 1_000,
      worker: place.worker,
      version: place.version,
      log,
      report,
    });
    const leave = stores.add(store);
    return {
      store,
      async close(): Promise<void> {
        leave();
        await store.close();
      },
    };
  };

export type CreateSampleStore = ReturnType<typeof createSampleStore>;
