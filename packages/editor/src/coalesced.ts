/**
 * Makes a function that runs `run`, never twice at a time: what is asked for meanwhile is done by one more run after
 * it, however often it was asked. `run` must not reject.
 */
export function coalesced(run: () => Promise<void>): () => Promise<void> {
  let running = false;
  let again = false;
  return async () => {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      await run();
    }
    running = false;
  };
}
