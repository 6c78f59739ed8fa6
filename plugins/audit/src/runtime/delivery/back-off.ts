/** The first pause after a failure, and the longest, in milliseconds. */
const first = 1_000;
const longest = 60_000;

/**
 * How long to wait after so many failures in a row: twice as long each time, and by chance up to a half less, so that
 * many instances do not come back at once to a receiver that was down.
 *
 * @param failures at least 1
 * @param random from 0 up to, not including, 1
 * @returns milliseconds
 */
export function pauseAfter(failures: number, random: number): number {
  const whole = Math.min(longest, first * 2 ** Math.min(failures - 1, 16));
  return Math.round(whole * (1 - random / 2));
}
