import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type EventClass, eventClasses, lastingNames, merged, type Range } from '@millwright/ledger';
import { type ClockState, lookAtClock } from '@millwright/store';
import { blockTimesOf, type Spot } from '../log/block-times.ts';
import type { Look, LookRequest, Measured, Sized } from './messages.ts';
import { heldBy, olderThan, oldestBelieved, type Times } from './plan.ts';

export const isPrunable = `name not in ${lastingNames}`;

/** Where it is remembered what the clock said. */
export const clockName = 'clock';

/** Which events are too old, and which are held. */
export function lookForPruning(connection: DatabaseSync, { now, cutOffs, holds }: LookRequest): Look {
  const times = timesOf(connection, now);
  const held = holds.flatMap((hold) => heldBy(hold, times) ?? []);
  const { doubt } = lookAtClock(clockState(connection), now);
  const older = perClass((which) => olderThan(cutOffs[which], times));
  const isWaiting = doubt !== undefined && Object.values(older).some((before) => before > 0);
  return {
    older: doubt ? perClass(() => 0) : older,
    held: merged(held),
    signed: numberOf(connection.prepare('select max(size) found from checkpoint')) ?? 0,
    ...(isWaiting ? { doubt } : {}),
  };
}

/** Where nobody has looked yet, the newest event says what the time was. */
export function clockState(connection: DatabaseSync): ClockState | undefined {
  const known = connection.prepare('select value from meta where name = ?').get(clockName)?.['value'];
  if (typeof known === 'string') return JSON.parse(known) as ClockState;
  const time = connection.prepare('select time from event order by seq desc limit 1').get()?.['time'];
  return typeof time === 'string' ? { seen: Date.parse(time) } : undefined;
}

/**
 * What an event takes in the file, about: in a log of a million, of 1,030 bytes for each, 476 were records and 219 were
 * words, of which the search index keeps beginnings too.
 */
const bytes = 'octet_length(record) + 2 * octet_length(words) + 200';

/** What the events of a range take, by class. One class after the other goes by the index and sorts nothing. */
export function measure(connection: DatabaseSync, { from, to }: Range): Measured[] {
  const measured = connection.prepare(
    `select count(*) events, sum(${bytes}) bytes from event where class = ? and seq between ? and ?`,
  );
  return eventClasses.flatMap((which) => {
    const { events, bytes: found } = measured.get(which, from, to) ?? {};
    return Number(events) > 0 ? [{ class: which, events: Number(events), bytes: Number(found) }] : [];
  });
}

/** What each of some events of a class takes, the oldest first. */
export const sizesOf = (connection: DatabaseSync, which: EventClass, { from, to }: Range): Sized[] =>
  connection
    .prepare(`select seq, ${bytes} bytes from event where class = ? and seq between ? and ? order by seq`)
    .all(which, from, to) as unknown as Sized[];

/** How many events of a class could be pruned from some ranges. */
export function countOf(connection: DatabaseSync, which: EventClass, ranges: readonly Range[]): number {
  const all = connection.prepare('select count(*) found from event where class = ? and seq between ? and ?');
  const lastingOnes = connection.prepare(
    `select count(*) found from event where name in ${lastingNames} and class = ? and seq between ? and ?`,
  );
  let events = 0;
  for (const { from, to } of ranges) {
    events += (numberOf(all, which, from, to) ?? 0) - (numberOf(lastingOnes, which, from, to) ?? 0);
  }
  return events;
}

/** Names the times of events as the log does. */
const text = (time: number): string => new Date(Math.min(Math.max(time, 0), lastTime)).toISOString();
/** Of years with four digits, whose texts can be compared. */
const lastTime = Date.parse('9999-12-31T23:59:59.999Z');

/** The plus keeps SQLite from an index, where the first rows in the order of numbers are those that are looked for. */
function timesOf(connection: DatabaseSync, now: number): Times {
  const last = numberOf(connection.prepare('select max(seq) found from event')) ?? -1;
  const spots = (since: number, until: number): readonly Spot[] =>
    blockTimesOf(connection).spots({ first: 0, last }, { since, until });
  const lastBelieved = connection.prepare(
    'select seq found from event where seq < ? and +time >= ? and +time < ? order by seq desc limit 1',
  );
  return {
    size: last + 1,
    firstSince: (moment) => firstOf(spots(moment, now + 1)[0]),
    lastBelieved: (before, moment) =>
      numberOf(lastBelieved, before, text(oldestBelieved), text(Math.min(moment, now + 1))),
    within(since = 0, until = lastTime) {
      const found = spots(since, until);
      const [from, to] = [firstOf(found[0]), lastOf(found.at(-1))];
      return from === undefined || to === undefined ? undefined : { from, to };
    },
  };
}

const firstOf = (spot: Spot | undefined): number | undefined => spot?.seqs?.[0] ?? spot?.first;
const lastOf = (spot: Spot | undefined): number | undefined => spot?.seqs?.at(-1) ?? spot?.last;

function numberOf(statement: StatementSync, ...parameters: (string | number)[]): number | undefined {
  const found = statement.get(...parameters)?.['found'];
  return typeof found === 'number' ? found : undefined;
}

const perClass = (of: (which: EventClass) => number): Record<EventClass, number> =>
  Object.fromEntries(eventClasses.map((which) => [which, of(which)])) as Record<EventClass, number>;
