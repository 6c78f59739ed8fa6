import { fleetErrors } from '../../../common/errors.ts';
import { Limiter, type Rate } from '../../limiter.ts';

/**
 * How often an address or a device may ask. Hundreds of devices come from one address where a line leads through one router,
 * all at once after the hub was restarted; one device has no reason to come again and again.
 */
const rates = {
  enrolments: { burst: 1200, perSecond: 20 },
  greetings: { burst: 1500, perSecond: 50 },
  device: { burst: 20, perSecond: 1 },
  /** The files of a release, one after the other; with many modules they are many. */
  blobs: { burst: 600, perSecond: 20 },
  sockets: { burst: 20, perSecond: 1 },
  frames: { burst: 40, perSecond: 4 },
  /** Each is megabytes, which are kept: as often as people change something for good. */
  adoptions: { burst: 10, perSecond: 1 / 60 },
} as const satisfies Readonly<Record<string, Rate>>;

export type LimitName = keyof typeof rates;

/** A code that does not count costs that much of what its address may ask. */
export const wrongCode = 200;

export class Limits {
  readonly #limiters: Readonly<Record<LimitName, Limiter>>;

  /** @param now milliseconds on a clock that never jumps */
  constructor(now: () => number) {
    this.#limiters = {
      enrolments: new Limiter(rates.enrolments, now),
      greetings: new Limiter(rates.greetings, now),
      device: new Limiter(rates.device, now),
      blobs: new Limiter(rates.blobs, now),
      sockets: new Limiter(rates.sockets, now),
      frames: new Limiter(rates.frames, now),
      adoptions: new Limiter(rates.adoptions, now),
    };
  }

  /** @throws `fleet.too-often` */
  check(limit: LimitName, name: string): void {
    const retryAfter = this.take(limit, name);
    if (retryAfter > 0) throw fleetErrors.tooOften({ retryAfter: Math.ceil(retryAfter) });
  }

  /** @returns 0, or how many seconds later it may be done */
  take(limit: LimitName, name: string, cost = 1): number {
    return this.#limiters[limit].take(name, cost);
  }
}
