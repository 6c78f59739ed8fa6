import type { Clock } from './clock.ts';

// Of Node.js, where sockets are. Browsers, which have none, never come here.
declare function setImmediate(callback: () => void): unknown;

/** Calls back when everything has been handed over that has already arrived. */
export type NextTurn = (callback: () => void) => void;

/** Milliseconds: a timer that comes so much too late means that we were busy ourselves, or that the whole machine slept. */
export const noticeablyLate = 100;

/**
 * Limits how long something may take to arrive. A process that was busy meanwhile is told that the time is up before it is
 * told what came in time: what came is heard first, and may cancel this.
 * @param milliseconds from now
 * @param nextTurn Default: setImmediate, which comes behind all that the network has
 * @returns what cancels it, at any moment before `onOver`; calling twice is safe
 */
export function timeLimit(
  clock: Pick<Clock, 'after'>,
  milliseconds: number,
  onOver: () => void,
  nextTurn: NextTurn = (callback) => void setImmediate(callback),
): () => void {
  let isCancelled = false;
  const cancel = clock.after(milliseconds, () =>
    nextTurn(() => {
      if (!isCancelled) onOver();
    }),
  );
  return () => {
    isCancelled = true;
    cancel();
  };
}
