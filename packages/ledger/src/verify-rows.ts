import type { RecordRow } from './verify.ts';
import type { VerifiableDatabase } from './verify-schema.ts';

export interface EventRow extends RecordRow {
  readonly seq: number;
  /** The length of the record in SQLite, and of the words. */
  readonly bytes: number;
  readonly wordBytes: number;
}

type Values = readonly [
  seq: number,
  record: string,
  digest: Uint8Array,
  words: string,
  bytes: number,
  wordBytes: number,
];

// Not the columns that are worked out: that fails where a record is no JSON.
const select = `select seq, record, digest, words, octet_length(record), octet_length(words) from event
  where seq > ? order by seq limit ?`;
const mostAtOnce = 512;

/**
 * The events of a log, the first one first, many at once, which takes a third less time. Where some cannot be read they
 * come one by one, so that it fails at the first of those.
 */
export function* eventRows(database: VerifiableDatabase): Generator<EventRow> {
  const statement = database.prepare(select);
  statement.setReturnArrays(true);
  const read = (after: number, most: number): readonly Values[] => statement.all(after, most) as Values[];
  const first = database.prepare('select min(seq) as seq from event').get() as { seq: number | null };
  let atOnce = mostAtOnce;
  for (let last = (first.seq ?? 0) - 1; ; ) {
    let rows: readonly Values[];
    try {
      rows = read(last, atOnce);
    } catch (error) {
      if (atOnce === 1) throw error;
      atOnce = 1;
      continue;
    }
    for (const [seq, record, digest, words, bytes, wordBytes] of rows)
      yield { seq, record, digest, words, bytes, wordBytes };
    last = rows.at(-1)?.[0] ?? last;
    if (rows.length < atOnce) return;
  }
}
