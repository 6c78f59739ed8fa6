import { join } from 'node:path';
import {
  type Handlers,
  type LocalDatabase,
  openLocalDatabase,
  openReadOnlyDatabase,
  type ReadableDatabase,
} from '@millwright/store';
import { callsOf } from './calls.ts';
import { sqliteMigrations } from './migrations.ts';
import type { Tables } from './tables.ts';

/** `MWfl` */
const applicationId = 0x4d57666c;

interface Open {
  readonly database: LocalDatabase<Tables>;
  /** The same file once more: who reads sees what is committed, whatever is being written. */
  readonly committed: ReadableDatabase<Tables>;
}

/** What a store can say of itself. */
export interface StoreFigures {
  /** On disk. */
  readonly bytes?: number;
  /** Where a damaged predecessor was set aside. */
  readonly setAside?: string;
}

/**
 * The calls of the store on `fleet.db` in Millwright's directory, each opening it first if it is not open: what kept it
 * closed (a full disk, a read-only folder) may have gone meanwhile.
 */
export function createSqliteStore(directory: string, now: () => Date) {
  const file = join(directory, 'fleet.db');
  let opened: Open | undefined;

  const open = (): Open => {
    const database = openLocalDatabase<Tables>({ file, applicationId, migrations: sqliteMigrations, now });
    try {
      return { database, committed: openReadOnlyDatabase<Tables>(file) };
    } catch (error) {
      database.close();
      throw error;
    }
  };
  const close = (): void => {
    opened?.committed.close();
    opened?.database.close();
    opened = undefined;
  };
  const readable = (): Open => {
    opened ??= open();
    return opened;
  };
  const writable = (): Open => {
    if (opened?.database.unwritable) close();
    return readable();
  };

  const calls = callsOf(async (work, writing, parameters) => {
    const { database, committed } = writing ? writable() : readable();
    return writing
      ? database.write(() => work(database.query, ...parameters))
      : committed.read(() => work(committed.query, ...parameters));
  });
  const handlers = {
    ...calls,
    async figures(): Promise<StoreFigures> {
      const { database } = readable();
      const { setAside } = database;
      return { bytes: database.bytes(), ...(setAside === undefined ? {} : { setAside }) };
    },
  } satisfies Handlers;
  return { handlers, close };
}

export type SqliteStoreHandlers = ReturnType<typeof createSqliteStore>['handlers'];
