/** Milliseconds between two questions, however often there is something new. */
const pause = 1000;

export interface Soon {
  /** Has it done within the pause, once however often it is said. */
  ask(): void;
  stop(): void;
}

/** Of news that come with each device of hundreds: editors ask once for all that came in the meantime. */
export function soon(run: () => void): Soon {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return {
    ask() {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        run();
      }, pause);
    },
    stop: () => clearTimeout(waiting),
  };
}
