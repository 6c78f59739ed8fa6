import type { Clock } from './clock.ts';

/** Milliseconds that a timer takes at most (24 days): one that is set for longer goes off at once. */
export const longestTimer = 0x7fff_ffff;

/** The machine's own time. What waits longer than a timer can is called back after the longest one. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, Math.min(milliseconds, longestTimer));
    return () => clearTimeout(timer);
  },
};
