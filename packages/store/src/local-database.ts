import { chmodSync, closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { CodedError } from '@millwright/schema';
import { Kysely } from 'kysely';
import { asideName } from './aside-name.ts';
import { nodeSqliteDialect } from './dialect.ts';
import { syncDirectory } from './durable-file.ts';
import { storeErrors } from './errors.ts';
import { bytesOf, codedFailure, guardOf } from './guard.ts';
import { isUpToDate, type Migration, migrate } from './migrations.ts';
import { keepPrivate } from './private.ts';
import { allowGivingBack, giveBack, spaceOf } from './space.ts';
import { networkDisk, storageFailure } from './sqlite-failure.ts';
import { wayToRead } from './way-to-read.ts';
import { groupedWriter, type Write } from './writer.ts';

export interface LocalDatabaseOptions {
  /** Absolute path, in a directory that exists and that only its owner may enter. */
  readonly file: string;
  /** Tells our file from any other: a 32-bit number of the plugin's choice. */
  readonly applicationId: number;
  readonly migrations: readonly Migration[];
  /** For the name under which a damaged file is set aside. */
  readonly now: () => Date;
  /**
   * Bytes up to which all pages are looked at when it is opened, which takes a second for each few hundred megabytes.
   * Default: however large it is.
   */
  readonly checkUpTo?: number;
}

export interface Space {
  readonly used: number;
  readonly free: number;
}

/** An open database, for reading. */
export interface ReadableDatabase<Tables> {
  readonly file: string;
  readonly query: Kysely<Tables>;
  /** For what is done so often that its statements are prepared once; inside {@link read} and `write` as `query` is. */
  readonly connection: DatabaseSync;
  /**
   * Runs a read, with failures of the disk as errors of the `store` table. Never inside another one: of a database that
   * is only read, the next begins when the one before has ended.
   */
  read<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Bytes on disk, with what is not yet folded into the file. */
  bytes(): number;
  /** Bytes of the file that hold something, and those that are free for what comes. */
  space(): Space;
  /** Lets reads that have begun end first. */
  close(): void;
}

/** An open database that this thread owns. */
export interface LocalDatabase<Tables> extends ReadableDatabase<Tables> {
  /** For reading, and for writing inside {@link write}. */
  readonly query: Kysely<Tables>;
  /** Serialised, grouped, durable when it resolves. Throws the errors of the `store` table. */
  readonly write: Write;
  /**
   * Gives free space back to the disk, so many bytes at most: what is deleted only makes room in the file. Serialised as
   * writes are. @returns what is still free
   */
  giveBack(bytes: number): Promise<number>;
  /** Why it can be read only: each write is refused with it. Open it anew once that may have gone. */
  readonly unwritable: CodedError | undefined;
  /** Files of it that others on this machine may read, since their mode cannot be changed. */
  readonly exposed: readonly string[];
  /** Where a damaged predecessor was set aside when this one was opened. */
  readonly setAside: string | undefined;
}

/**
 * Opens a database, or makes it: file mode 0600, also if others could read it before, WAL with a sync at each commit, checked and migrated. A damaged
 * file is never deleted: it is set aside under another name, and a new one begun. One that can be read but not written,
 * since its disk is full or read-only, is open for reading.
 *
 * @throws errors of the `store` table; the file is then as it was
 */
export function openLocalDatabase<Tables>(options: LocalDatabaseOptions): LocalDatabase<Tables> {
  const { file, now } = options;
  try {
    return open<Tables>(options, undefined);
  } catch (error) {
    if (!storeErrors.damaged.is(error)) throw error;
    return open<Tables>(options, setAside(file, now()));
  }
}

function open<Tables>(options: LocalDatabaseOptions, setAside: string | undefined): LocalDatabase<Tables> {
  const { file } = options;
  let database: DatabaseSync | undefined;
  try {
    prepareFile(options);
    const exposed = suffixes.map((suffix) => file + suffix).filter((name) => !keepPrivate(name));
    database = new DatabaseSync(file, { enableForeignKeyConstraints: true });
    configure(database, options);
    return wrap(database, { file, exposed, setAside, unwritable: undefined });
  } catch (error) {
    if (database?.isOpen) database.close();
    const problem = codedFailure(error, file);
    const readable = isUnwritable(problem) && openForReading(options);
    if (!readable) throw problem;
    return wrap(readable, { file, exposed: [], setAside, unwritable: problem });
  }
}

function prepareFile({ file, applicationId }: LocalDatabaseOptions): void {
  const kind = networkDisk(dirname(file));
  if (kind) throw storeErrors.networkDisk({ file, kind });
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) makeFile(file, applicationId);
  // A power cut can leave a file of no length, which SQLite would take for a new database.
  else if (found.size === 0) throw storeErrors.damaged({ file });
}

/**
 * Makes the file under another name until it has a header, so that one of no length under its own was cut off later.
 * SQLite gives the files that it puts beside the database the same mode.
 */
function makeFile(file: string, applicationId: number): void {
  const draft = `${file}.draft`;
  for (const suffix of ['', '-journal']) rmSync(draft + suffix, { force: true });
  closeSync(openSync(draft, 'a', 0o600));
  chmodSync(draft, 0o600);
  const database = new DatabaseSync(draft);
  try {
    database.exec(`
      pragma auto_vacuum = incremental;
      pragma synchronous = full;
      pragma application_id = ${applicationId};
    `);
  } finally {
    database.close();
  }
  renameSync(draft, file);
  syncDirectory(dirname(file));
}

function configure(
  database: DatabaseSync,
  { file, applicationId, migrations, checkUpTo = Number.POSITIVE_INFINITY }: LocalDatabaseOptions,
): void {
  const pragma = (name: string): unknown => Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0];
  database.exec('pragma busy_timeout = 5000');
  if (pragma('application_id') !== applicationId) throw storeErrors.foreignFile({ file });
  if (pragma('journal_mode = wal') !== 'wal') throw storeErrors.notWritable({ file });
  database.exec(`
    pragma synchronous = full;
    pragma trusted_schema = off;
    pragma temp_store = memory;
    pragma wal_autocheckpoint = 1000;
    pragma journal_size_limit = 16777216;
  `);
  // Only newer releases of Node have it.
  (database as { enableDefensive?: (active: boolean) => void }).enableDefensive?.(true);
  if (bytesOf(file) <= checkUpTo && pragma('quick_check(1)') !== 'ok') throw storeErrors.damaged({ file });
  migrate(database, migrations, file);
  allowGivingBack(database, file);
  // SQLite opens what it cannot write for reading, and may say so only at the first write.
  database.exec(`begin immediate; pragma user_version = ${migrations.length}; rollback`);
}

const isUnwritable = (error: unknown): error is CodedError =>
  storeErrors.notWritable.is(error) || storeErrors.diskFull.is(error);

/** @returns undefined unless all of it can be read, in the form that this code knows */
function openForReading({ file, applicationId, migrations }: LocalDatabaseOptions): DatabaseSync | undefined {
  let database: DatabaseSync | undefined;
  try {
    const way = existsSync(file) ? wayToRead(file) : undefined;
    if (!way) return undefined;
    database = new DatabaseSync(way.address, { readOnly: true });
    database.exec('pragma trusted_schema = off; pragma temp_store = memory');
    const found = Object.values(database.prepare('pragma application_id').get() ?? {})[0];
    if (found === applicationId && isUpToDate(database, migrations)) return database;
  } catch {
    // Then it is the reason why it cannot be written that counts.
  }
  if (database?.isOpen) database.close();
  return undefined;
}

function wrap<Tables>(
  database: DatabaseSync,
  {
    file,
    exposed,
    setAside,
    unwritable,
  }: Pick<LocalDatabase<Tables>, 'file' | 'exposed' | 'setAside' | 'unwritable'>,
): LocalDatabase<Tables> {
  const write: Write = unwritable ? () => Promise.reject(unwritable) : groupedWriter(database);
  let reads = 0;
  let closing = false;
  const close = (): void => {
    closing = true;
    if (reads === 0 && database.isOpen) database.close();
  };
  const guard = guardOf(file);
  return {
    file,
    query: new Kysely<Tables>({ dialect: nodeSqliteDialect(database) }),
    connection: database,
    write: (work) => guard(() => write(work)),
    giveBack: (bytes) => guard(() => giveBack(database, write, bytes)),
    space: () => spaceOf(database),
    async read(work) {
      reads += 1;
      try {
        return await guard(work);
      } finally {
        reads -= 1;
        if (closing) close();
      }
    },
    bytes: () => bytesOf(file),
    exposed,
    setAside,
    unwritable,
    close,
  };
}

/** The database last: as long as it is there, it is known that something has to be set aside. */
const suffixes = ['-wal', '-shm', ''] as const;

/** Renames the database and what lies beside it, under a name that none of these files has taken. */
function setAside(file: string, time: Date): string {
  const aside = asideName(file, time, (name) => suffixes.some((suffix) => existsSync(name + suffix)));
  try {
    for (const suffix of suffixes) {
      if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
    }
    syncDirectory(dirname(file));
  } catch (error) {
    throw storageFailure(error, file) ?? error;
  }
  return aside;
}
