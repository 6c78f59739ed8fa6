import type { Clock } from '@millwright/tags';
import type { Item, ItemMode, ItemSink } from './item.ts';
import type { Subscription } from './subscription.ts';
import type { Pace } from './watch.ts';

/** Milliseconds that the farewell to the server may take. */
const closeTimeout = 2_000;

/** Waits for a farewell, but not for a server that is dead. */
export function withinTime(clock: Clock, farewell: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(closeTimeout, resolve);
    void farewell.finally(() => {
      cancel();
      resolve();
    });
  });
}

export interface SeatHost {
  /** The subscription of this pace that new items go to, made where there is none. */
  subscriptionFor(pace: Pace): Subscription;
}

/** The place of one watch in the subscription that it shares with others of its pace. */
export class Seat {
  readonly #host: SeatHost;
  readonly #sink: ItemSink;
  readonly #items = new Set<Item>();
  #subscription: Subscription;
  #isPaused = false;

  constructor(host: SeatHost, sink: ItemSink, pace: Pace) {
    this.#host = host;
    this.#sink = sink;
    this.#subscription = host.subscriptionFor(pace);
    this.#subscription.join(sink);
  }

  get pace(): Pace {
    return this.#subscription.pace;
  }

  add(items: readonly Item[]): void {
    for (const item of items) {
      this.#items.add(item);
      item.mode = this.#modeOf(item);
    }
    this.#subscription.add(items);
  }

  remove(items: readonly Item[]): void {
    for (const item of items) this.#items.delete(item);
    this.#subscription.remove(items);
  }

  /** What is wanted of the items has changed. */
  touch(): void {
    for (const item of this.#items) item.mode = this.#modeOf(item);
    this.#subscription.touch();
  }

  setPace(pace: Pace): void {
    const { publishingInterval, priority = 0 } = this.pace;
    if (pace.publishingInterval === publishingInterval && (pace.priority ?? 0) === priority) return;
    if (this.#subscription.sinks === 1) {
      this.#subscription.setPace(pace);
      return;
    }
    const items = [...this.#items];
    this.#subscription.remove(items);
    void this.#subscription.leave(this.#sink);
    this.#subscription = this.#host.subscriptionFor(pace);
    this.#subscription.join(this.#sink);
    this.#subscription.add(items);
  }

  /** Alone it pauses the subscription; where others watch by it too, its own items. */
  pause(): void {
    this.#isPaused = true;
    if (this.#subscription.sinks === 1) this.#subscription.setPublishing(false);
    else this.touch();
  }

  resume(): void {
    this.#isPaused = false;
    this.#subscription.setPublishing(true);
    this.touch();
  }

  settled(): Promise<void> {
    return this.#subscription.settled();
  }

  /** Resolves when the server has been told, or cannot be. */
  close(): Promise<void> {
    this.#subscription.remove([...this.#items]);
    this.#items.clear();
    return this.#subscription.leave(this.#sink);
  }

  #modeOf(item: Item): ItemMode {
    if (this.#isPaused && this.#subscription.isPublishing) return 'disabled';
    return item.isLinked ? 'sampling' : 'reporting';
  }
}
