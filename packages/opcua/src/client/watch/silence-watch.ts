import { type Clock, noticeablyLate } from '@millwright/tags';
import { watchErrors } from '../../watch-errors.ts';
import { longestSilence } from './subscription-life.ts';

type Promised = Parameters<typeof longestSilence>[0];

/** Milliseconds that a server gets besides, where our own timer came late: what it sent may still wait to be read. */
const secondLook = 250;

/** Notices a server that does not say anything of a subscription any more. */
export class SilenceWatch {
  readonly #clock: Clock;
  readonly #heardAt: () => number;
  readonly #onSilence: (error: unknown) => void;
  #promised: Promised | undefined;
  /** How many subscriptions in a row stayed silent. */
  #trials = 0;
  /** When the server last answered a request for the subscription. */
  #servedAt = Number.NEGATIVE_INFINITY;
  #isExcused = false;
  #cancel: () => void = () => {};

  /** @param heardAt when the server was last heard (ms of the clock that only grows) */
  constructor(clock: Clock, heardAt: () => number, onSilence: (error: unknown) => void) {
    this.#clock = clock;
    this.#heardAt = heardAt;
    this.#onSilence = onSilence;
  }

  /** Whether requests for the subscription have to rest until it is heard. */
  get isExcused(): boolean {
    return this.#isExcused;
  }

  /** Some servers count their keep-alive anew with each request for the subscription: those excuse their silence once. */
  served(): void {
    this.#servedAt = this.#clock.elapsed();
  }

  start(promised: Promised): void {
    this.stop();
    this.#promised = promised;
    this.#arm();
  }

  stop(): void {
    this.#cancel();
    this.#promised = undefined;
    this.#isExcused = false;
  }

  /** @returns whether requests had to rest */
  heard(): boolean {
    const wasExcused = this.#isExcused;
    this.#trials = 0;
    this.#isExcused = false;
    return wasExcused;
  }

  #since(): number {
    return this.#isExcused ? Math.max(this.#heardAt(), this.#servedAt) : this.#heardAt();
  }

  #arm(least = 0): void {
    if (!this.#promised) return;
    const due = this.#since() + longestSilence(this.#promised, this.#trials);
    const wait = Math.max(least, due - this.#clock.elapsed());
    const expected = this.#clock.elapsed() + wait;
    this.#cancel = this.#clock.after(wait, () => this.#look(expected));
  }

  #look(expected: number): void {
    if (!this.#promised) return;
    const now = this.#clock.elapsed();
    const silent = now - this.#since();
    if (silent < longestSilence(this.#promised, this.#trials)) {
      this.#arm();
      return;
    }
    if (now - expected > noticeablyLate) {
      this.#arm(secondLook);
      return;
    }
    if (!this.#isExcused && this.#servedAt > this.#heardAt()) {
      this.#isExcused = true;
      this.#arm();
      return;
    }
    const { publishingInterval, keepAliveCount } = this.#promised;
    this.#trials += 1;
    this.stop();
    this.#onSilence(
      watchErrors.subscriptionSilent({ milliseconds: publishingInterval * Math.max(1, keepAliveCount) }),
    );
  }
}
