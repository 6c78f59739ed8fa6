import type { Diagnostics } from '@millwright/tags';
import type { Session, Traffic } from './session.ts';

const noTraffic: Traffic = { bytesIn: 0, bytesOut: 0, stray: 0 };

/** Adds up what the sessions of a client carry, one after the other. */
export class TrafficMeter {
  readonly #diagnostics: Diagnostics;
  /** What of the latest session is counted already. */
  #counted: { readonly session: Session; readonly traffic: Traffic } | undefined;
  #strayAnswers = 0;

  constructor(diagnostics: Diagnostics) {
    this.#diagnostics = diagnostics;
  }

  /** Messages that belonged to no request that still waited. */
  get strayAnswers(): number {
    return this.#strayAnswers;
  }

  /** Counts what a session has carried since it was last counted. */
  count(session: Session): void {
    const { traffic } = session;
    const before = this.#counted?.session === session ? this.#counted.traffic : noTraffic;
    this.#counted = { session, traffic };
    this.#strayAnswers += traffic.stray - before.stray;
    this.#diagnostics.moved(traffic.bytesIn - before.bytesIn, traffic.bytesOut - before.bytesOut);
  }
}
