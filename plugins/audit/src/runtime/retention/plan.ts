import type { Range } from '@millwright/ledger';
import type { EventClass } from '@millwright/ledger/shapes';
import type { Hold } from '../../common/settings.ts';

const day = 24 * 60 * 60 * 1000;

/** No event is older than the software that writes them; a machine without a clock begins at 1970, or a little later. */
export const oldestBelieved = Date.parse('2026-01-01T00:00:00Z');

/**
 * Events before this moment are too old. The events of a day (UTC) go together, so that pruning is told of once a day.
 *
 * @param days how long they are kept at least
 */
export function cutOff(days: number, now: number): number {
  return Math.floor(now / day) * day - days * day;
}

/** Where events lie in the log by their times, of all classes that are there. */
export interface Times {
  /** The first event whose time is not before this moment, and not later than now. */
  firstSince(moment: number): number | undefined;
  /** The last event before this number whose time is believed, and before that moment. */
  lastBelieved(before: number, moment: number): number | undefined;
  /** The first and the last event whose time is in there. */
  within(since: number | undefined, until: number | undefined): Range | undefined;
  /** The number of the next event. */
  readonly size: number;
}

/**
 * Events before this number are older than a moment, in doubt none: a clock may have said that it was before all events,
 * or later than now. No event is older than one before it, and one with such a time is as young as the next one.
 */
export function olderThan(moment: number, times: Times): number {
  const young = times.firstSince(moment) ?? times.size;
  const old = times.lastBelieved(young, moment);
  return old === undefined ? 0 : old + 1;
}

/** The events that a hold keeps: those whose time is in it, and those of which it may have been. */
export function heldBy({ since, until }: Hold, times: Times): Range | undefined {
  const said = times.within(since, until);
  const from = since === undefined ? 0 : olderThan(since, times);
  const after = until === undefined ? undefined : times.firstSince(until);
  const may = { from, to: (after ?? times.size) - 1 };
  if (may.from > may.to) return said;
  return said ? { from: Math.min(may.from, said.from), to: Math.max(may.to, said.to) } : may;
}

/** Some neighbouring events of one class, and about what they take, in bytes. */
export interface Block {
  readonly from: number;
  readonly events: number;
  readonly bytes: number;
}

/** Pruning makes a little more room than it has to, so that it need not be done, and told of, at each new event. */
const share = 0.95;

/**
 * Where events have to begin to be within a size.
 *
 * @param blocks of one class, oldest first
 * @returns undefined: they are within it; else how many bytes of a block may stay, and which block that is
 */
export function beyond(
  blocks: readonly Block[],
  bytes: number,
): { readonly block: Block; readonly keep: number } | undefined {
  let total = 0;
  for (const block of blocks) total += block.bytes;
  if (total <= bytes) return undefined;
  let left = Math.floor(bytes * share);
  for (const block of blocks.toReversed()) {
    if (block.bytes > left) return { block, keep: left };
    left -= block.bytes;
  }
  return undefined;
}

/** Which of the events of a block stay, the newest first, where so many bytes may. @returns the first number that does */
export function firstToStay(
  events: readonly { readonly seq: number; readonly bytes: number }[],
  keep: number,
): number | undefined {
  let left = keep;
  let first: number | undefined;
  for (const { seq, bytes } of events.toReversed()) {
    left -= bytes;
    if (left < 0) break;
    first = seq;
  }
  return first;
}

/** A destination, as far as it keeps events from being pruned. */
export interface Behind {
  /** Every event before this number was delivered to it or does not go there. */
  readonly seq: number;
  readonly classes: readonly EventClass[];
}

/** Events of a class from this number on still have to be delivered to somebody. */
export const undelivered = (which: EventClass, behind: readonly Behind[]): number =>
  behind.reduce(
    (first, { seq, classes }) => (classes.includes(which) ? Math.min(first, seq) : first),
    Number.POSITIVE_INFINITY,
  );
