import { isCodedError } from '@millwright/schema';
import type { Subtree } from './tree.ts';
import type { Verdict } from './verdict.ts';
import { type CheckpointRow, LogVerifier, type RecordRow, type VerifyOptions } from './verify.ts';
import type { KeyRow } from './verify-keys.ts';
import { pragma, type VerifiableDatabase, verifySchema } from './verify-schema.ts';
import { wrongWay } from './verify-search.ts';
import { wrongWords } from './verify-words.ts';

export interface VerifyProgress {
  /** Of this and {@link of}: events looked at. */
  readonly done: number;
  readonly of: number;
}

/** Between two yields, events of about so many are looked at: a few milliseconds. */
const stride = 256;

/**
 * Checks a log in a database: its tables, each record with what follows from it, the tree against the log's own
 * checkpoints and the anchors, the indexes. The last two take about a third of the time, in one piece.
 *
 * @param database a private copy, which can be written: the check of the search index is an insert to SQLite, and makes another
 * index beside it meanwhile, of the same size. What is evidence is never opened for writing.
 * @throws `ledger.not-a-log`, `ledger.newer-log`; what SQLite throws where there is no room for that index
 */
export function* verifyDatabase(
  database: VerifiableDatabase,
  options: VerifyOptions,
): Generator<VerifyProgress, Verdict> {
  const verifier = new LogVerifier(options);
  let isBroken = false;
  try {
    if (!verifySchema(database, verifier)) return verifier.end({ isBroken });
    const keys = database.prepare('select epoch, public, since, handover from key order by epoch').all();
    verifier.keys(keys as KeyRow[]);
    yield* verifyEvents(database, verifier);
  } catch (error) {
    if (isCodedError(error)) throw error;
    isBroken = true;
    verifier.fault(
      'unreadable',
      `The file cannot be read from event ${verifier.next} on: ${reasonOf(error)}`,
      {
        seq: verifier.next,
      },
    );
  }
  if (!isBroken) verifyIndexes(database, verifier);
  return verifier.end({ isBroken });
}

/** There was no room for the second index, which is nothing against the log: SQLITE_FULL. */
const isFull = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === 13;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

interface EventRow extends RecordRow {
  readonly seq: number;
  readonly bytes: number;
  readonly wordBytes: number;
}

function* verifyEvents(database: VerifiableDatabase, verifier: LogVerifier): Generator<VerifyProgress> {
  // Not the columns that are worked out: that fails where a record is no JSON.
  const events = cursor<EventRow>(
    database,
    `select seq, record, digest, words, octet_length(record) as bytes, octet_length(words) as wordBytes
      from event order by seq`,
  );
  const subtrees = cursor<Subtree>(
    database,
    'select level, position, digest from pruned order by position * (1 << level), level',
  );
  const checkpoints = cursor<CheckpointRow>(
    database,
    'select size, note, frontier from checkpoint order by size',
  );
  const of = Number(
    Object.values((database.prepare('select max(seq) + 1 from event').get() ?? {}) as object)[0] ?? 0,
  );
  for (let told = 0; events.row || subtrees.row; told += 1) {
    const begin = Math.min(
      events.row?.seq ?? Number.POSITIVE_INFINITY,
      subtrees.row ? subtrees.row.position * 2 ** subtrees.row.level : Number.POSITIVE_INFINITY,
    );
    for (; checkpoints.row && checkpoints.row.size <= Math.min(begin, verifier.next); checkpoints.move())
      verifier.checkpoint(checkpoints.row);
    if (events.row?.seq === begin) {
      verifier.record(events.row);
      verifyBytes(database, events.row, verifier);
      events.move();
    } else if (subtrees.row) {
      verifier.subtree(subtrees.row, 'pruned');
      subtrees.move();
    }
    if (told % stride === 0) yield { done: verifier.next, of };
  }
  for (; checkpoints.row; checkpoints.move()) verifier.checkpoint(checkpoints.row);
}

/** Rows one by one, with a look at the next. */
function cursor<Row>(
  database: VerifiableDatabase,
  sql: string,
): { readonly row: Row | undefined; move(): void } {
  const rows = database.prepare(sql).iterate() as IterableIterator<Row>;
  const take = (): Row | undefined => {
    const { done, value } = rows.next();
    return done ? undefined : value;
  };
  let row = take();
  return {
    get row() {
      return row;
    },
    move() {
      row = take();
    },
  };
}

/**
 * A text ends for JavaScript where SQLite may have more, and bytes that are no UTF-8 all look like U+FFFD: then the bytes
 * are other ones than those that the digest was made of, though the text is the same.
 */
function verifyBytes(
  database: VerifiableDatabase,
  { seq, record, words, bytes, wordBytes }: EventRow,
  verifier: LogVerifier,
): void {
  const isSame =
    Buffer.byteLength(record) === bytes &&
    (!record.includes('\ufffd') || Buffer.from(record).equals(bytesOf(database, seq)));
  if (!isSame) verifier.fault('digest', `Event ${seq} is not what its digest was made of`, { seq });
  if (words !== undefined && Buffer.byteLength(words) !== wordBytes)
    verifier.fault('index', `The words that event ${seq} is found by do not follow from it`, { seq });
}

const bytesOf = (database: VerifiableDatabase, seq: number): Uint8Array =>
  (
    database.prepare('select cast(record as blob) as bytes from event where seq = ?').get(seq) as {
      bytes: Uint8Array;
    }
  ).bytes;

const storedTables = (database: VerifiableDatabase): readonly string[] =>
  (
    database.prepare("select name from sqlite_schema where type = 'table' and rootpage > 0").all() as {
      name: string;
    }[]
  ).map(({ name }) => name);

/** Whether the indexes on the columns and the search index say of each event what follows from it, and nothing else. */
function verifyIndexes(database: VerifiableDatabase, verifier: LogVerifier): void {
  try {
    // One by one, since for the file as a whole SQLite looks into the search index too, which comes next.
    for (const table of storedTables(database)) {
      const said = pragma(database, `integrity_check('${table.replaceAll("'", "''")}')`);
      if (said !== 'ok') verifier.fault('index', `SQLite finds the file damaged: ${said}`);
    }
  } catch (error) {
    // A record that is no JSON has no columns; it has been told.
    if (!verifier.hasFaults) verifier.fault('index', `The indexes cannot be checked: ${reasonOf(error)}`);
  }
  try {
    // SQLite's own comparison with the events does where something is wrong already; what seems sound is compared whole.
    const rank = verifier.hasFaults ? 1 : 0;
    database.exec(`insert into event_words(event_words, rank) values ('integrity-check', ${rank})`);
    const wrong = wrongWay(database);
    if (wrong) verifier.fault('index', `The search index does not lead to all events: ${wrong}`);
    const words = verifier.hasFaults ? undefined : wrongWords(database);
    if (words) verifier.fault('index', `The search index does not follow from the events: ${words}`);
  } catch (error) {
    if (isFull(error)) throw error;
    verifier.fault('index', `The search index does not follow from the events: ${reasonOf(error)}`);
  }
}
