import { chmodSync, closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { nodeSqliteDialect } from './dialect.ts';
import { syncDirectory } from './durable-file.ts';
import { storeErrors } from './errors.ts';
import { bytesOf, codedFailure, guardOf } from './guard.ts';
import { type Migration, migrate } from './migrations.ts';
import { keepPrivate } from './private.ts';
import { networkDisk, storageFailure } from './sqlite-failure.ts';
import { groupedWriter, type Write } from './writer.ts';

export interface LocalDatabaseOptions {
  /** Absolute path, in a directory that exists and that only its owner may enter. */
  readonly file: string;
  /** Tells our file from any other: a 32-bit number of the plugin's choice. */
  readonly applicationId: number;
  readonly migrations: readonly Migration[];
  /** For the name under which a damaged file is set aside. */
  readonly now: () => Date;
}

/** An open database, for reading. */
export interface ReadableDatabase<Tables> {
  readonly file: string;
  readonly query: Kysely<Tables>;
  /**
   * Runs a read, with failures of the disk as errors of the `store` table. Never inside another one: of a database that
   * is only read, the next begins when the one before has ended.
   */
  read<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Bytes on disk, with what is not yet folded into the file. */
  bytes(): number;
  close(): void;
}

/** An open database that this thread owns. */
export interface LocalDatabase<Tables> extends ReadableDatabase<Tables> {
  /** For reading, and for writing inside {@link write}. */
  readonly query: Kysely<Tables>;
  /** Serialised, grouped, durable when it resolves. Throws the errors of the `store` table. */
  readonly write: Write;
  /** Files of it that others on this machine may read, since their mode cannot be changed. */
  readonly exposed: readonly string[];
  /** Where a damaged predecessor was set aside when this one was opened. */
  readonly setAside: string | undefined;
}

/**
 * Opens a database, or makes it: file mode 0600, also if others could read it before, WAL with a sync at each commit, checked and migrated. A damaged
 * file is never deleted: it is set aside under another name, and a new one begun.
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
    return wrap(database, { file, exposed, setAside });
  } catch (error) {
    if (database?.isOpen) database.close();
    throw codedFailure(error, file);
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
    database.exec(`pragma synchronous = full; pragma application_id = ${applicationId}`);
  } finally {
    database.close();
  }
  renameSync(draft, file);
  syncDirectory(dirname(file));
}

function configure(database: DatabaseSync, { file, applicationId, migrations }: LocalDatabaseOptions): void {
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
  if (pragma('quick_check(1)') !== 'ok') throw storeErrors.damaged({ file });
  migrate(database, migrations, file);
}

function wrap<Tables>(
  database: DatabaseSync,
  { file, exposed, setAside }: Pick<LocalDatabase<Tables>, 'file' | 'exposed' | 'setAside'>,
): LocalDatabase<Tables> {
  const write = groupedWriter(database);
  const guard = guardOf(file);
  return {
    file,
    query: new Kysely<Tables>({ dialect: nodeSqliteDialect(database) }),
    write: (work) => guard(() => write(work)),
    read: guard,
    bytes: () => bytesOf(file),
    exposed,
    setAside,
    close() {
      if (database.isOpen) database.close();
    },
  };
}

/** The database last: as long as it is there, it is known that something has to be set aside. */
const suffixes = ['-wal', '-shm', ''] as const;

/**
 * Renames the database and what lies beside it: `history.db` becomes `history.damaged-20261122T153012Z.db`, or `…Z-2.db`
 * if that name is taken, also by only one of the files: a rename would replace what is there.
 */
function setAside(file: string, time: Date): string {
  const stamp = time.toISOString().replace(/[-:]|\.\d+/g, '');
  const taken = (name: string): boolean => suffixes.some((suffix) => existsSync(name + suffix));
  const named = (count: number): string =>
    join(dirname(file), `${basename(file, '.db')}.damaged-${stamp}${count === 1 ? '' : `-${count}`}.db`);
  let count = 1;
  while (taken(named(count))) count += 1;
  const aside = named(count);
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
