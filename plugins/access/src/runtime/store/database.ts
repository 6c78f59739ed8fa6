import { join } from 'node:path';
import { type Handlers, keepPrivate, type LocalDatabase, openLocalDatabase } from '@millwright/store';
import { accessErrors } from '../../common/errors.ts';
import { noticeOf } from '../notice.ts';
import type { Change, Loaded } from './messages.ts';
import { read } from './read.ts';
import { applicationId, migrations, type Tables } from './tables.ts';
import { writeChange } from './write.ts';

export const databaseIn = (directory: string): string => join(directory, 'access.db');

/**
 * The calls that `access.db` answers, each opening it first if it is not open: what kept it closed (a full disk, a
 * read-only directory) may have gone meanwhile.
 */
export function createDatabase(directory: string, now: () => Date) {
  let opened: LocalDatabase<Tables> | undefined;
  /** Once told, it is not told again. */
  let setAside: string | undefined;

  const open = (): LocalDatabase<Tables> => {
    opened ??= openLocalDatabase<Tables>({ file: databaseIn(directory), applicationId, migrations, now });
    setAside ??= opened.setAside;
    return opened;
  };

  /** Looks again if it could only be read: a disk may have space, or be writable, meanwhile. */
  const writable = (): LocalDatabase<Tables> => {
    if (open().unwritable) {
      opened?.close();
      opened = undefined;
    }
    return open();
  };

  const handlers = {
    async load(): Promise<Loaded> {
      const database = open();
      const closed = keepPrivate(directory);
      const exposed = [...(closed ? [] : [directory]), ...database.exposed];
      return {
        ...(await read(database)),
        setAside,
        notices: [
          ...(database.unwritable ? [noticeOf(database.unwritable)] : []),
          ...exposed.map((file) => noticeOf(accessErrors.exposed({ file }))),
        ],
      };
    },
    /** @returns JSON of the policy of a revision; undefined if there is none */
    async policy(revision: number): Promise<string | undefined> {
      const database = open();
      const row = await database.read(() =>
        database.query
          .selectFrom('revision')
          .select('policy')
          .where('number', '=', revision)
          .executeTakeFirst(),
      );
      return row?.policy;
    },
    async write(change: Change): Promise<void> {
      const database = writable();
      await database.write(() => writeChange(database.query, change));
    },
  } satisfies Handlers;

  return { handlers, close: (): void => opened?.close() };
}

export type DatabaseHandlers = ReturnType<typeof createDatabase>['handlers'];
