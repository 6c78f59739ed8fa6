import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type KeyRing,
  type Keys,
  keepPrivate,
  type LocalDatabase,
  openKeyRing,
  openLocalDatabase,
  openReadOnlyDatabase,
  type ReadableDatabase,
  readKeyRing,
  storageFailure,
} from '@millwright/store';
import { sql } from 'kysely';
import { historyErrors } from '../../common/errors.ts';
import type { Notice } from '../../common/version.ts';
import { noticeOf } from '../notice.ts';
import { type Contents, openContents, type ReadableContents, readContents } from './contents.ts';
import type { Opening } from './messages.ts';
import { applicationId, migrations, type Tables } from './tables.ts';

/** The database of versions with its keys, open for reading. */
export interface ReadableArchive {
  readonly database: ReadableDatabase<Tables>;
  readonly contents: ReadableContents;
  readonly keys: Keys;
  close(): void;
}

/** Open for writing too; one thread has it so. */
export interface OpenArchive extends ReadableArchive, Opening {
  readonly database: LocalDatabase<Tables>;
  readonly contents: Contents;
  readonly keys: KeyRing;
  /** By part, the content that it was last put as; looked up when the first one that is new comes. */
  latest: Map<string, number> | undefined;
}

const databaseIn = (directory: string): string => join(directory, 'history.db');
const keysIn = (directory: string): string => join(directory, 'keys');

const asideName = /^history\.damaged-.*\.db$/;

/**
 * Opens `history.db` in Millwright's directory, or makes it, and the keys it was sealed with.
 *
 * @throws errors of the `store` table
 */
export async function openArchive(directory: string, now: () => Date): Promise<OpenArchive> {
  const file = databaseIn(directory);
  const database = openLocalDatabase<Tables>({ file, applicationId, migrations, now });
  try {
    const used = await usedKeys(database);
    const keys = openKeys(
      keysIn(directory),
      used.map(({ key }) => key),
      database.unwritable !== undefined,
    );
    const locked = used.filter(({ key }) => !keys.find(key)).reduce((sum, { versions }) => sum + versions, 0);
    const notices: Notice[] = [];
    if (locked > 0) {
      notices.push(noticeOf(historyErrors.keyLost({ versions: locked, directory: keys.directory })));
    }
    for (const name of readdirSync(directory).filter((entry) => asideName.test(entry))) {
      notices.push(noticeOf(historyErrors.setAside({ file: join(directory, name) })));
    }
    const damaged = await damagedRows(database);
    if (damaged > 0) notices.push(noticeOf(historyErrors.rowsDamaged({ versions: damaged })));
    const closed = keepPrivate(directory);
    for (const name of [...(closed ? [] : [directory]), ...database.exposed, ...keys.exposed]) {
      notices.push(noticeOf(historyErrors.exposed({ file: name })));
    }
    return {
      epoch: randomUUID(),
      database,
      contents: openContents(database),
      keys,
      latest: undefined,
      notices,
      close: () => database.close(),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Opens what another thread has opened with {@link openArchive}, for reading.
 *
 * @throws errors of the `store` table
 */
export function openForReading(directory: string): ReadableArchive {
  const database = openReadOnlyDatabase<Tables>(databaseIn(directory));
  try {
    const keys = readKeyRing({ directory: keysIn(directory), area: 'history' });
    return { database, contents: readContents(database), keys, close: () => database.close() };
  } catch (error) {
    database.close();
    throw storageFailure(error, keysIn(directory)) ?? error;
  }
}

/** The keys that versions were sealed with, and how many by each; the one used last comes first. */
function usedKeys({ query, read }: LocalDatabase<Tables>): Promise<{ key: string; versions: number }[]> {
  return read(() =>
    query
      .selectFrom('version')
      .select(({ fn }) => ['key', fn.countAll<number>().as('versions')])
      .groupBy('key')
      .orderBy(({ fn }) => fn.max('number'), 'desc')
      .execute(),
  );
}

/** How many versions cannot say who made them or what changed. */
async function damagedRows({ query, read }: LocalDatabase<Tables>): Promise<number> {
  const invalid = sql<boolean>`not (json_valid(actor) and json_valid(change) and json_valid(modules_change))`;
  const { rows } = await read(() =>
    query
      .selectFrom('version')
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .where(invalid)
      .executeTakeFirstOrThrow(),
  );
  return rows;
}

function openKeys(directory: string, known: readonly string[], isReadOnly: boolean): KeyRing {
  try {
    return openKeyRing({ directory, area: 'history' }, known, isReadOnly);
  } catch (error) {
    throw storageFailure(error, directory) ?? error;
  }
}
