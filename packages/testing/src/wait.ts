import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until `probe` gives something else than undefined, null or false, and returns it.
 * Fails after `deadline` ms with `what` and the last error, so that a test never waits for a fixed time.
 */
export async function waitFor<T>(
  what: string,
  probe: () => T | Promise<T>,
  { deadline = 30_000, every = 20 }: { deadline?: number; every?: number } = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const end = Date.now() + deadline;
  let last: unknown;
  for (;;) {
    try {
      const value = await probe();
      if (value !== undefined && value !== null && value !== false)
        return value as NonNullable<Exclude<T, false>>;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`Waited ${deadline} ms in vain for: ${what}`, { cause: last });
    await sleep(every);
  }
}
