import type { RaisedLately } from './raised-lately.ts';

/** More alarms than anybody can deal with (ms UTC). */
export interface Flood {
  readonly from: number;
  /** Absent while it goes on. */
  readonly to?: number;
  /** How many alarms were raised in it, from those on that made it one. */
  readonly alarms: number;
}

/** More than this many in ten minutes begin a flood, fewer than `calm` end it. */
const many = 10;
const calm = 5;

/** A flood after one more alarm was raised, which the count has already. */
export function floodAfter(flood: Flood | undefined, raised: RaisedLately, ts: number): Flood | undefined {
  if (flood) return { ...flood, alarms: flood.alarms + 1 };
  return raised.total > many ? { from: ts, alarms: raised.total } : undefined;
}

/** When a flood has ended by now, with its own time; undefined if it goes on. The count must not have forgotten anything of it. */
export function endOfFlood(raised: RaisedLately, now: number): number | undefined {
  const end = raised.fallsBelow(calm) ?? now;
  return end <= now ? end : undefined;
}
