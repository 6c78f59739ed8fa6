import type { Clock } from '@millwright/tags';
import type { NotificationMessage, PublishResponse } from 'node-opcua-types';
import { hear, newLife, type SubscriptionLife } from './subscription-life.ts';

export interface InboxOptions {
  readonly clock: Clock;
  /** Asks the server for a message once more. @throws why it cannot be had */
  readonly republish: (sequenceNumber: number) => Promise<NotificationMessage>;
  /** One message, in its turn. @param more whether the server has more to send at once */
  readonly deliver: (message: NotificationMessage, more: boolean) => void;
  /** A message is lost for good, told in its turn. @param from when the message before it came (ms UTC) */
  readonly missed: (from: number, error: unknown) => void;
  /** Nobody can tell what was lost. Nothing is delivered after it until the next {@link Inbox.open}. */
  readonly torn: (error: unknown) => void;
}

/** While messages are asked for again so many may wait behind them. */
const mostHeld = 100;

interface Held {
  readonly message: NotificationMessage;
  readonly more: boolean;
  readonly missing: readonly number[];
}

/**
 * Puts the messages of one subscription in order, and asks for those that are missing before the ones after them are told.
 * @see OPC 10000-4 section 5.14.6 (Republish)
 */
export class Inbox {
  readonly #options: InboxOptions;
  #life: SubscriptionLife;
  #held: Held[] = [];
  #isRepairing = false;
  /** Grows with each subscription: what was asked of the one before means nothing to this one. */
  #round = 0;
  #deliveredAt: number;
  #isOpen = false;

  constructor(options: InboxOptions) {
    this.#options = options;
    this.#life = newLife(options.clock.elapsed());
    this.#deliveredAt = options.clock.now();
  }

  /** When the server was last heard (ms of the clock that only grows). */
  get heardAt(): number {
    return this.#life.heardAt;
  }

  /** When the last message was told (ms UTC). */
  get deliveredAt(): number {
    return this.#deliveredAt;
  }

  /** For a new subscription, or for one that goes on in a new session. */
  open(isNew: boolean): void {
    this.close();
    const at = this.#options.clock.elapsed();
    this.#life = isNew ? newLife(at) : { ...this.#life, heardAt: at };
    this.#isOpen = true;
  }

  /** What waits is asked for again where the subscription goes on: it counts as not received. */
  close(): void {
    const first = this.#held[0];
    const next = first?.missing[0] ?? first?.message.sequenceNumber;
    if (next !== undefined) this.#life = { ...this.#life, expected: next };
    this.#held = [];
    this.#isRepairing = false;
    this.#isOpen = false;
    this.#round += 1;
  }

  /** @returns whether the answer held anything, be it that there is nothing new */
  receive(
    { notificationMessage: message, moreNotifications: more }: PublishResponse,
    fault: () => unknown,
  ): boolean {
    if (!this.#isOpen) return true;
    const { life, verdict } = hear(this.#life, {
      sequenceNumber: message.sequenceNumber,
      hasData: (message.notificationData?.length ?? 0) > 0,
      moreNotifications: more,
      at: this.#options.clock.elapsed(),
    });
    this.#life = life;
    switch (verdict.kind) {
      case 'hollow':
        return false;
      case 'duplicate':
        return true;
      case 'torn':
        this.#tear(fault());
        return true;
    }
    if (verdict.missing.length === 0 && !this.#isRepairing) {
      this.#deliver(message, more);
      return true;
    }
    this.#held.push({ message, more, missing: verdict.missing });
    if (this.#held.length > mostHeld) this.#tear(fault());
    else if (!this.#isRepairing) this.#startRepair(fault);
    return true;
  }

  #tear(error: unknown): void {
    this.close();
    this.#options.torn(error);
  }

  #deliver(message: NotificationMessage, more: boolean): void {
    this.#options.deliver(message, more);
    this.#deliveredAt = this.#options.clock.now();
  }

  #startRepair(fault: () => unknown): void {
    this.#isRepairing = true;
    const round = this.#round;
    // Nobody waits for it: what is thrown at it must not end the process, nor leave the subscription mute.
    this.#repair(round).catch(() => {
      if (round === this.#round) this.#tear(fault());
    });
  }

  async #repair(round: number): Promise<void> {
    for (let held = this.#held[0]; held; held = this.#held[0]) {
      for (const sequenceNumber of held.missing) {
        const from = this.#deliveredAt;
        try {
          const message = await this.#options.republish(sequenceNumber);
          if (round !== this.#round) return;
          this.#deliver(message, true);
          if (round !== this.#round) return;
        } catch (error) {
          if (round !== this.#round) return;
          this.#options.missed(from, error);
          if (round !== this.#round) return;
        }
      }
      this.#held.shift();
      this.#deliver(held.message, held.more);
      if (round !== this.#round) return;
    }
    this.#isRepairing = false;
  }
}
