import type { Handlers } from '@millwright/store';
import type { Backlog, Records, RecordsRequest } from '../log/messages.ts';
import type { ReadableLog } from '../log/reader.ts';

/** So many events are looked at in one go: whoever wants few of them must not keep the thread from others. */
const window = 5_000;
/** No more than this is answered at once, in characters. */
const mostCharacters = 1024 * 1024;

/** What destinations ask of the thread that reads the log. */
export const deliveryReading = (log: () => ReadableLog) =>
  ({
    records: async (request: RecordsRequest): Promise<Records> => readRecords(log(), request),
    backlog: async (request: Omit<RecordsRequest, 'limit'>): Promise<Backlog> => readBacklog(log(), request),
  }) satisfies Handlers;

export type DeliveryReading = ReturnType<typeof deliveryReading>;

const readRecords = (
  { connection, read }: ReadableLog,
  { from, classes, limit }: RecordsRequest,
): Promise<Records> =>
  read(async () => {
    // Each alone is one look into the index; both in one query would be a walk over all that is behind.
    const bounds = connection
      .prepare(
        'select (select min(seq) from event where seq >= ?) as first, (select max(seq) from event) as last',
      )
      .get(from);
    if (bounds?.first === null || bounds === undefined) return { records: [], next: from };
    const first = Number(bounds.first);
    const end = Math.min(first + window, Number(bounds.last) + 1);
    const rows = connection
      .prepare(
        `select seq, record from event where seq >= ? and seq < ? and class in (${marks(classes)}) order by seq limit ?`,
      )
      .iterate(first, end, ...classes, limit);
    const records: { seq: number; record: string }[] = [];
    let room = mostCharacters;
    for (const row of rows) {
      const record = { seq: Number(row.seq), record: String(row.record) };
      records.push(record);
      room -= record.record.length;
      if (room <= 0) break;
    }
    const last = records.at(-1);
    const isCut = last !== undefined && (records.length === limit || room <= 0);
    return { records, next: isCut ? last.seq + 1 : end };
  });

const readBacklog = (
  { connection, read }: ReadableLog,
  { from, classes }: Omit<RecordsRequest, 'limit'>,
): Promise<Backlog> =>
  read(async () => {
    // One class after the other: so each is one range of the index.
    const count = connection.prepare(
      'select count(*) as events, min(seq) as first from event where class = ? and seq >= ?',
    );
    const counted = classes.map((name) => count.get(name, from)).filter((row) => row?.first !== null);
    if (counted.length === 0) return { events: 0 };
    const first = Math.min(...counted.map((row) => Number(row?.first)));
    const time = connection.prepare('select time from event where seq = ?').get(first)?.time;
    const events = counted.reduce((sum, row) => sum + Number(row?.events), 0);
    return { events, since: Date.parse(String(time)) };
  });

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
