import { isAhead } from '../../common/ahead.ts';
import type { PenLine } from './pen-line.ts';

/**
 * Until when a value holds behind the end of a line (ms UTC): as long as it is neither unknown nor stale.
 *
 * @param knownTo until when anything is known (ms UTC), @param stale in milliseconds, Infinity for never
 */
export function heldTo(line: PenLine, knownTo: number, stale: number): number {
  const last = line.line.times.at(-1) ?? Number.NEGATIVE_INFINITY;
  return Math.min(knownTo, line.knownTo, last + stale);
}

/**
 * From when on all pens are stale, if they are (ms UTC). What is ahead of the clock makes none of them fresh.
 *
 * @param stale in milliseconds, Infinity for never
 */
export function staleFrom(
  lines: readonly Pick<PenLine, 'lastTime'>[],
  stale: number,
  now: number,
): number | undefined {
  const times = lines.map(({ lastTime }) => lastTime).filter((time) => !isAhead(time, now));
  const newest = Math.max(...times);
  return Number.isFinite(newest) && now - newest > stale ? newest : undefined;
}
