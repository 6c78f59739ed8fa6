import type { HubSide } from '../make-machine.ts';

/**
 * The hub's side of a device of which nobody can tell whose it is: what it has runs on, and what was half done is ended.
 *
 * @param why nothing more can be fetched
 */
export function withoutHub(why: Error): HubSide {
  const fail = (): Promise<never> => Promise.reject(why);
  const nothing = async (): Promise<void> => {};
  return { fetch: fail, verify: fail, stage: fail, adopt: fail, report: nothing, discardFetched: nothing };
}
