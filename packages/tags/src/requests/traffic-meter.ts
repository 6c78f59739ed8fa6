import type { Diagnostics } from './diagnostics.ts';

/** What a link has carried, and what its protocol counts besides. */
type Traffic<Counted extends string> = {
  readonly [Name in Counted | 'bytesIn' | 'bytesOut']: number;
};

/** Adds up what the links of a client carry, one after the other. */
export class TrafficMeter<Counted extends string> {
  readonly #diagnostics: Diagnostics;
  readonly #name: Counted;
  /** What of the latest link is counted already. */
  #latest: { readonly link: object; readonly traffic: Traffic<Counted> } | undefined;
  #counted = 0;

  /** @param name of what is counted besides the bytes */
  constructor(diagnostics: Diagnostics, name: Counted) {
    this.#diagnostics = diagnostics;
    this.#name = name;
  }

  /** How much there was of it, over all links. */
  get counted(): number {
    return this.#counted;
  }

  /** Counts what a link has carried since it was last counted. */
  count(link: { readonly traffic: Traffic<Counted> }): void {
    const { traffic } = link;
    const before = this.#latest?.link === link ? this.#latest.traffic : undefined;
    this.#latest = { link, traffic };
    this.#counted += traffic[this.#name] - (before?.[this.#name] ?? 0);
    const { bytesIn, bytesOut } = traffic;
    this.#diagnostics.moved(bytesIn - (before?.bytesIn ?? 0), bytesOut - (before?.bytesOut ?? 0));
  }
}
