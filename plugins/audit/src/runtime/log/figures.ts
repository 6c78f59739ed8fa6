import { blockTimesOf } from './block-times.ts';
import type { LogFigures } from './messages.ts';
import type { ReadableLog } from './reader.ts';

const day = 24 * 60 * 60_000;
/** How much a day adds is told by so many days. */
const days = 7;

/** @param now milliseconds since 1970 */
export const figuresOf = (log: ReadableLog, now: number): Promise<LogFigures> =>
  log.read(async () => {
    const { connection } = log;
    // Each alone is one look into the index; both in one query would be a walk over all events.
    const ends = connection
      .prepare('select (select min(seq) from event) as first, (select max(seq) from event) as last')
      .get();
    const bytes = log.bytes();
    if (typeof ends?.['last'] !== 'number') return { events: 0, bytes };
    const { first, last } = { first: Number(ends['first']), last: ends['last'] };
    const pruned = Number(
      connection.prepare('select total(1 << level) as leaves from pruned').get()?.['leaves'],
    );
    const events = Math.max(0, last + 1 - pruned);

    const begun = Date.parse(
      String(connection.prepare('select time from event where seq = ?').get(first)?.['time']),
    );
    const age = Math.min(days * day, now - begun);
    if (events === 0 || !(age >= day)) return { events, bytes };
    const recent = blockTimesOf(connection).spots({ first, last }, { since: now - age, until: undefined });
    const added = recent.reduce((sum, spot) => sum + (spot.seqs?.length ?? spot.last - spot.first + 1), 0);
    return { events, bytes, bytesPerDay: Math.round(((bytes / events) * added * day) / age) };
  });
