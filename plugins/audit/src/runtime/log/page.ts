import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { EventFilter } from '../../common/log.ts';
import { blockBits, blockTimesOf, type SeqRange, type Spot } from './block-times.ts';
import { isChanged } from './event.ts';
import { type Search, searchOf } from './filter.ts';
import type { Page, PageRequest } from './messages.ts';
import type { ReadableLog } from './reader.ts';
import { storedEvent } from './stored-event.ts';

export interface FoundRecord {
  readonly seq: number;
  readonly record: string;
}

export interface Window {
  readonly within: SeqRange;
  readonly order: 'asc' | 'desc';
  readonly limit: number;
}

/** A page of events, newest first. */
export const listEvents = (
  { connection, read }: ReadableLog,
  { before, after, limit, ...filter }: PageRequest,
): Promise<Page> =>
  read(async () => {
    const within = { first: (after ?? -1) + 1, last: (before ?? Number.MAX_SAFE_INTEGER) - 1 };
    const found = findRecords(connection, filter, { within, order: 'desc', limit: limit + 1 });
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const kept = keptOf(connection, shown);
    const changed: number[] = [];
    const events = shown.flatMap(({ seq, record }) => {
      const row = kept.get(seq);
      // Some versions of Node.js take a text to end where SQLite has more.
      const isWhole = row?.bytes === Buffer.byteLength(record);
      const event = isWhole ? storedEvent(record) : undefined;
      if (!row || !event) return [];
      if (isChanged({ seq, record, digest: row.digest }, event)) changed.push(seq);
      return { ...event, seq };
    });
    return { events, changed, ...(found.length > limit && last ? { next: last.seq } : {}) };
  });

interface Kept {
  readonly seq: number;
  readonly digest: Uint8Array;
  /** The length of the record in SQLite. */
  readonly bytes: number;
}

/** What else is kept with some records. */
function keptOf(connection: DatabaseSync, records: readonly FoundRecord[]): ReadonlyMap<number, Kept> {
  const rows = connection
    .prepare(
      `select seq, digest, octet_length(record) as bytes from event
        where seq in (select value from json_each(?))`,
    )
    .all(JSON.stringify(records.map(({ seq }) => seq))) as unknown as Kept[];
  return new Map(rows.map((row) => [row.seq, row]));
}

/** The first events in an order that a filter lets through. */
export function findRecords(
  connection: DatabaseSync,
  filter: EventFilter,
  { within, order, limit }: Window,
): FoundRecord[] {
  const search = searchOf(filter);
  const spots = search.none ? [] : spotsOf(connection, search, within);
  if (search.match !== undefined || search.operation !== undefined)
    return run(connection, searchIn(search, spots, order), limit);
  const found: FoundRecord[] = [];
  for (const spot of order === 'asc' ? spots : spots.toReversed()) {
    if (found.length >= limit) break;
    found.push(...run(connection, allIn(spot, order), limit - found.length));
  }
  return found;
}

/** The numbers that come into question, the oldest first. */
function spotsOf(connection: DatabaseSync, { seq, since, until }: Search, within: SeqRange): readonly Spot[] {
  const newest = Number(connection.prepare('select max(seq) as seq from event').get()?.['seq'] ?? -1);
  const range = {
    first: Math.max(within.first, seq ?? 0),
    last: Math.min(within.last, seq ?? newest, newest),
  };
  if (range.last < range.first) return [];
  return since === undefined && until === undefined
    ? [range]
    : blockTimesOf(connection).spots(range, { since, until });
}

interface Query {
  readonly sql: string;
  readonly parameters: readonly SQLInputValue[];
}

const run = (connection: DatabaseSync, { sql, parameters }: Query, limit: number): FoundRecord[] =>
  connection.prepare(`${sql} limit ?`).all(...parameters, limit) as unknown as FoundRecord[];

function allIn({ first, last, seqs }: Spot, order: 'asc' | 'desc'): Query {
  const some = seqs ? ' and seq in (select value from json_each(?))' : '';
  return {
    sql: `select seq, record from event where seq between ? and ?${some} order by seq ${order}`,
    parameters: [first, last, ...(seqs ? [JSON.stringify(seqs)] : [])],
  };
}

/**
 * Of all indexes only one leads: an operation has few events, else the search index. `cross join` keeps SQLite from
 * turning the two around, the plus from taking another one.
 */
function searchIn({ match, operation }: Search, spots: readonly Spot[], order: 'asc' | 'desc'): Query {
  const place = placeIn(spots);
  if (operation === undefined)
    return {
      sql: `select event.seq, event.record from event_words cross join event on event.seq = event_words.rowid
        where event_words match ? and ${place.sql.replaceAll('$seq', 'event_words.rowid')}
        order by event_words.rowid ${order}`,
      parameters: [match ?? null, ...place.parameters],
    };
  const matches = 'exists (select 1 from event_words where event_words match ? and rowid = event.seq)';
  return {
    sql: `select seq, record from event where (operation = ? or correlation = ?) and ${place.sql.replaceAll('$seq', '+seq')}
      ${match === undefined ? '' : `and ${matches}`} order by seq ${order}`,
    parameters: [operation, operation, ...place.parameters, ...(match === undefined ? [] : [match])],
  };
}

/** A condition on `$seq`: by block where all of a block is meant. */
function placeIn(spots: readonly Spot[]): Query {
  const [first, last] = [spots[0]?.first ?? 0, spots.at(-1)?.last ?? -1];
  const span = { sql: '$seq between ? and ?', parameters: [first, last] };
  if (spots.length <= 1 && !spots[0]?.seqs) return span;
  const whole = spots.filter(({ seqs }) => !seqs);
  const wholeBlocks = whole.flatMap((spot) => {
    const [from, to] = [spot.first >> blockBits, spot.last >> blockBits];
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
  const single = spots.flatMap(({ seqs = [] }) => seqs);
  return {
    sql: `${span.sql} and ($seq >> ${blockBits} in (select value from json_each(?)) or $seq in (select value from json_each(?)))`,
    parameters: [first, last, JSON.stringify(wholeBlocks), JSON.stringify(single)],
  };
}
