/** Time as this package needs it, so that tests can move it by hand. */
export interface Clock {
  /** Milliseconds since 1970, to be shown: the machine's clock may be set at any moment. */
  now(): number;
  /** Milliseconds since any moment, for durations: never goes back, never jumps. */
  elapsed(): number;
  /** Runs once after so many milliseconds, unless the returned function is called before. */
  after(milliseconds: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
