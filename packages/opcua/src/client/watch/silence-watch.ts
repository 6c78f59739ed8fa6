import type { Clock } from '@millwright/tags';
import { watchErrors } from '../../watch-errors.ts';
import { longestSilence } from './subscription-life.ts';

type Promised = Parameters<typeof longestSilence>[0];

/** A timer that comes so late means that we were busy ourselves: what the server sent may still wait to be read. */
const late = 100;
const secondLook = 250;

/** Notices a server that does not say anything of a subscription any more. */
export class SilenceWatch {
  readonly #clock: Clock;
  readonly #heardAt: () => number;
  readonly #onSilence: (error: unknown) => void;
  #promised: Promised | undefined;
  /** How many subscriptions in a row stayed silent. */
  #trials = 0;
  #cancel: () => void = () => {};

  /** @param heardAt when the server was last heard (ms of the clock that only grows) */
  constructor(clock: Clock, heardAt: () => number, onSilence: (error: unknown) => void) {
    this.#clock = clock;
    this.#heardAt = heardAt;
    this.#onSilence = onSilence;
  }

  start(promised: Promised): void {
    this.stop();
    this.#promised = promised;
    this.#arm();
  }

  stop(): void {
    this.#cancel();
    this.#promised = undefined;
  }

  heard(): void {
    this.#trials = 0;
  }

  #arm(least = 0): void {
    if (!this.#promised) return;
    const due = this.#heardAt() + longestSilence(this.#promised, this.#trials);
    const wait = Math.max(least, due - this.#clock.elapsed());
    const expected = this.#clock.elapsed() + wait;
    this.#cancel = this.#clock.after(wait, () => this.#look(expected));
  }

  #look(expected: number): void {
    if (!this.#promised) return;
    const now = this.#clock.elapsed();
    const silent = now - this.#heardAt();
    if (silent < longestSilence(this.#promised, this.#trials)) {
      this.#arm();
      return;
    }
    if (now - expected > late) {
      this.#arm(secondLook);
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
