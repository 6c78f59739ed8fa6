import { openWorker } from '@millwright/store';
import { type FleetCalls, reads, writes } from './calls.ts';
import { createPostgresStore, type PostgresAddress } from './postgres-store.ts';
import type { SqliteStoreHandlers, StoreFigures } from './sqlite-store.ts';

/** The hub's store, wherever it is. Each call is one transaction, durable when it resolves. */
export interface FleetStore extends FleetCalls {
  figures(): Promise<StoreFigures>;
  /** Lets running calls finish. Twice is safe. */
  close(): Promise<void>;
}

/** What a worker of the store is told. */
export interface StoreData {
  /** Millwright's directory. */
  readonly directory: string;
}

export interface StoreOptions {
  /** Millwright's directory; throws while it cannot be used. */
  readonly directory: () => string;
  /** Where the worker's code is. */
  readonly worker: URL;
  /** In place of SQLite. */
  readonly postgres?: PostgresAddress;
  readonly onCrash: (error: Error) => void;
}

/**
 * The store as the settings want it: `fleet.db` in a thread of its own, or PostgreSQL. Nothing is opened before the first
 * call. Calls reject with errors of the tables `store`, `fleet` and `release`.
 */
export function openStore({ directory, worker, postgres, onCrash }: StoreOptions): FleetStore {
  if (postgres) return createPostgresStore(postgres);
  const data: StoreData = { directory: directory() };
  const { call, close } = openWorker<SqliteStoreHandlers>(worker, { name: 'fleet', data, onCrash });
  const names = [...Object.keys(reads), ...Object.keys(writes)] as (keyof FleetCalls)[];
  const calls = Object.fromEntries(names.map((name) => [name, call[name]])) as unknown as FleetCalls;
  return { ...calls, figures: call.figures, close };
}
