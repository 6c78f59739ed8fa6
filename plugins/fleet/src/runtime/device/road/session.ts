import { greetingDocument, type SigningKey, signDocument } from '@millwright/release';
import { passTime, roadRoutes } from '../../../common/road.ts';
import type { HubClient } from './hub-client.ts';
import { forgotten, refusedBy } from './refusal.ts';

/** A pass that ends soon may have ended on the way. */
const margin = 60_000;

export interface SessionOptions {
  readonly hub: HubClient;
  readonly device: string;
  readonly key: SigningKey;
  /** By the clock of the device, milliseconds since 1970: for the greeting. */
  readonly now: () => number;
  /** Milliseconds on a clock that never jumps. */
  readonly elapsed: () => number;
}

/** The pass with which the hub lets this device in, fetched when it is needed. */
export class Session {
  readonly #options: SessionOptions;
  #held: { readonly pass: string; readonly until: number } | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** @throws as `HubClient.call` */
  async pass(signal: AbortSignal): Promise<string> {
    const { hub, device, key, now, elapsed } = this.#options;
    if (this.#held && elapsed() < this.#held.until) return this.#held.pass;
    const { nonce } = await hub.call(roadRoutes.greet, { device }, { signal });
    const envelope = signDocument(greetingDocument, { format: 1, device, nonce, time: now() }, [key]);
    const { pass } = await hub.call(roadRoutes.openSession, { envelope }, { signal });
    this.#held = { pass, until: elapsed() + passTime - margin };
    return pass;
  }

  /** Does something with the pass; once more with another one if the hub has forgotten it, as after a restart. */
  async with<Result>(signal: AbortSignal, run: (pass: string) => Promise<Result>): Promise<Result> {
    const isNew = this.#held === undefined;
    try {
      return await run(await this.pass(signal));
    } catch (error) {
      if (!forgotten.includes(refusedBy(error)?.status ?? 0)) throw error;
      this.#held = undefined;
      if (isNew) throw error;
      return await run(await this.pass(signal));
    }
  }
}
