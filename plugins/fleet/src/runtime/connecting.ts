import type { Host } from '@millwright/runtime';
import { fleetErrors } from '../common/errors.ts';
import { Limiter } from './limiter.ts';

/** Enough for who mistypes a code or an address, and too few to find out with it which ports of which machines answer. */
const rate = { burst: 10, perSecond: 1 / 20 };

/** How often people have this Node-RED connect to where they say. */
export class Connecting {
  readonly #host: Pick<Host, 'current'>;
  readonly #limiter: Limiter;

  /** @param now milliseconds on a clock that never jumps */
  constructor(host: Pick<Host, 'current'>, now: () => number) {
    this.#host = host;
    this.#limiter = new Limiter(rate, now);
  }

  /** Counts one more of whoever asks now. @throws `fleet.too-often` */
  check(): void {
    const { actor, source } = this.#host.current();
    const retryAfter = this.#limiter.take(actor.name ?? source?.address ?? actor.kind);
    if (retryAfter > 0) throw fleetErrors.tooOften({ retryAfter: Math.ceil(retryAfter) });
  }
}
