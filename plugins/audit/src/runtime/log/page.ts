import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { AuditEvent } from '@millwright/ledger';
import type { EventFilter } from '../../common/log.ts';
import { type Search, searchOf } from './filter.ts';
import type { Page, PageRequest } from './messages.ts';
import type { ReadableLog } from './reader.ts';
import { rangeOfTime, type SeqRange } from './time-range.ts';

export interface FoundRecord {
  readonly seq: number;
  readonly record: string;
}

/** A page of events, newest first. */
export const listEvents = (
  { connection, read }: ReadableLog,
  { before, after, limit, ...filter }: PageRequest,
): Promise<Page> =>
  read(async () => {
    const within = { first: (after ?? -1) + 1, last: (before ?? Number.MAX_SAFE_INTEGER) - 1 };
    const found = findRecords(connection, filter, { within, order: 'desc', limit: limit + 1 });
    const events = found.slice(0, limit).map(({ record }) => JSON.parse(record) as AuditEvent);
    const last = events.at(-1);
    return { events, ...(found.length > limit && last ? { next: last.seq } : {}) };
  });

/** The first events in an order that a filter lets through. */
export function findRecords(
  connection: DatabaseSync,
  filter: EventFilter,
  { within, order, limit }: { within: SeqRange; order: 'asc' | 'desc'; limit: number },
): FoundRecord[] {
  const search = searchOf(filter);
  if (search.none) return [];
  const range = rangeOf(connection, search, within);
  if (range.last < range.first) return [];
  const { sql, parameters } = statementOf(search, range, order);
  return connection.prepare(sql).all(...parameters, limit) as unknown as FoundRecord[];
}

/** The numbers that come into question. */
function rangeOf(connection: DatabaseSync, { seq, since, until }: Search, within: SeqRange): SeqRange {
  const newest = Number(connection.prepare('select max(seq) as seq from event').get()?.['seq'] ?? -1);
  const range = {
    first: Math.max(within.first, seq ?? 0),
    last: Math.min(within.last, seq ?? newest, newest),
  };
  if (range.last < range.first || (since === undefined && until === undefined)) return range;
  return rangeOfTime(connection, range, since, until);
}

/**
 * Of all indexes only one leads: an operation has few events, else the search index, else the numbers. The plus keeps
 * SQLite from taking another one, `cross join` from turning the two around.
 */
function statementOf(
  { match, operation, since, until }: Search,
  { first, last }: SeqRange,
  order: 'asc' | 'desc',
): { sql: string; parameters: SQLInputValue[] } {
  const times = [
    ...(since === undefined ? [] : [{ sql: '+event.time >= ?', value: since }]),
    ...(until === undefined ? [] : [{ sql: '+event.time < ?', value: until }]),
  ];
  const timesSql = times.map(({ sql }) => ` and ${sql}`).join('');
  const timeValues = times.map(({ value }) => value);
  if (operation !== undefined) {
    const matches =
      match === undefined
        ? ''
        : ` and exists (select 1 from event_words where event_words match ? and rowid = event.seq)`;
    return {
      sql: `select seq, record from event where (operation = ? or correlation = ?) and +seq between ? and ?${timesSql}${matches}
        order by seq ${order} limit ?`,
      parameters: [operation, operation, first, last, ...timeValues, ...(match === undefined ? [] : [match])],
    };
  }
  if (match === undefined)
    return {
      sql: `select seq, record from event where seq between ? and ?${timesSql} order by seq ${order} limit ?`,
      parameters: [first, last, ...timeValues],
    };
  return {
    sql: `select event.seq, event.record from event_words cross join event on event.seq = event_words.rowid
      where event_words match ? and event_words.rowid between ? and ?${timesSql}
      order by event_words.rowid ${order} limit ?`,
    parameters: [match, first, last, ...timeValues],
  };
}
