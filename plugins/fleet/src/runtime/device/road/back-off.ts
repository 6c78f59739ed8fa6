/** Milliseconds. */
const first = 1000;
const longest = 60_000;
/** Whatever a hub asks for: one that is wrong must not keep its devices away for good. */
const longestAsked = 120_000;

/**
 * How long to wait before the next attempt: by chance anything up to a limit that doubles with each failure, so that ten
 * thousand devices whose hub was away do not come back at once.
 *
 * @param failures in a row, at least 1
 * @param random from 0 up to, not including, 1
 * @param asked by the hub (`Retry-After`), in milliseconds: not before that
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ ("full jitter")
 * @returns milliseconds
 */
export function pauseAfter(failures: number, random: number, asked = 0): number {
  const limit = Math.min(longest, first * 2 ** Math.min(failures, 16));
  return Math.round(Math.min(longestAsked, Math.max(first / 2, limit * random) + Math.max(0, asked)));
}
