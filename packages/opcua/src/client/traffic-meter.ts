import type { Diagnostics } from '@millwright/tags';
import type { Traffic } from './channel/channel.ts';
import type { SessionLink } from './session-link.ts';

const noTraffic: Traffic = { bytesIn: 0, bytesOut: 0, renewals: 0 };

/** Adds up what the links of a client carry, one after the other. */
export class TrafficMeter {
  readonly #diagnostics: Diagnostics;
  /** What of the latest link is counted already. */
  #counted: { readonly link: SessionLink; readonly traffic: Traffic } | undefined;
  #renewals = 0;

  constructor(diagnostics: Diagnostics) {
    this.#diagnostics = diagnostics;
  }

  /** How often tokens of channels were renewed. */
  get renewals(): number {
    return this.#renewals;
  }

  /** Counts what a link has carried since it was last counted. */
  count(link: SessionLink): void {
    const { traffic } = link;
    const before = this.#counted?.link === link ? this.#counted.traffic : noTraffic;
    this.#counted = { link, traffic };
    this.#renewals += traffic.renewals - before.renewals;
    this.#diagnostics.moved(traffic.bytesIn - before.bytesIn, traffic.bytesOut - before.bytesOut);
  }
}
