/** The longest that Node.js waits: beyond it would say that the time is over at once. */
const longest = 2 ** 31 - 1;

/** Calls once after so many milliseconds, however many they are, by a clock that never jumps. @returns undoes it */
export type Later = (milliseconds: number, run: () => void) => () => void;

/** By Node.js; keeps no process alive. */
export const later: Later = (milliseconds, run) => {
  let timer: NodeJS.Timeout;
  const wait = (left: number): void => {
    timer = setTimeout(
      () => (left > longest ? wait(left - longest) : run()),
      Math.min(left, longest),
    ).unref();
  };
  wait(milliseconds);
  return () => clearTimeout(timer);
};
