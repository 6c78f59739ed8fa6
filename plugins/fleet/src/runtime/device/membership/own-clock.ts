import { statSync } from 'node:fs';
import type { Clock } from '@millwright/release';

/** No Millwright that has devices is older. */
const earliest = Date.UTC(2026, 0, 1);
/** Milliseconds by which file systems round. */
const rounding = 2000;

/**
 * Whether the clock of this machine is to be doubted: it says a time at which we cannot have been, or one before
 * something that was written here.
 *
 * @param now milliseconds since 1970
 * @param newest when the newest of our files was written, by the same clock; 0 if there is none
 */
export const clockOf = (now: number, newest: number): Pick<Clock, 'now' | 'doubted'> => ({
  now,
  doubted: now < Math.max(earliest, newest - rounding),
});

/** When the newest of these files was written, in milliseconds since 1970; 0 if there is none. */
export const newestOf = (files: readonly string[]): number =>
  Math.max(0, ...files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
