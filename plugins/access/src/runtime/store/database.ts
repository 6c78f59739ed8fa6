import { join } from 'node:path';
import { type Handlers, keepPrivate, type LocalDatabase, openLocalDatabase } from '@millwright/store';
import { accessErrors } from '../../common/errors.ts';
import { type Notice, noticeOf } from '../notice.ts';
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
      return { ...(await read(database)), setAside, notices: noticesOf(database, directory) };
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
    /** @returns what is not as it should be */
    async write(change: Change): Promise<readonly Notice[]> {
      const database = writable();
      await database.write(() => writeChange(database.query, change));
      return noticesOf(database, directory);
    },
  } satisfies Handlers;

  return { handlers, close: (): void => opened?.close() };
}

/** It can only be read, or others may read it too. */
function noticesOf({ unwritable, exposed }: LocalDatabase<Tables>, directory: string): readonly Notice[] {
  const open = keepPrivate(directory) ? [] : [directory];
  return [
    ...(unwritable ? [noticeOf(unwritable)] : []),
    ...[...open, ...exposed].map((file) => noticeOf(accessErrors.exposed({ file }))),
  ];
}

export type DatabaseHandlers = ReturnType<typeof createDatabase>['handlers'];
