import type { Parcel } from '@millwright/schema';
import type { Connection } from './dashboard.ts';

/** Pushes come at least this far apart (ms). */
const pause = 100;

/** The browsers that follow a widget, and what is pushed to them. */
export class Followers {
  readonly #event: string;
  readonly #push: () => Parcel | undefined;
  readonly #connections = new Set<Connection>();
  #timer: NodeJS.Timeout | undefined;
  #pushed = Number.NEGATIVE_INFINITY;

  /** @param push what is to be pushed now */
  constructor(event: string, push: () => Parcel | undefined) {
    this.#event = event;
    this.#push = push;
  }

  add(connection: Connection): void {
    this.#forgetGone();
    this.#connections.add(connection);
  }

  remove(connection: Connection): void {
    this.#connections.delete(connection);
  }

  /** Pushes as soon as the pause is over. */
  changed(): void {
    if (this.#timer) return;
    const wait = Math.max(0, this.#pushed + pause - performance.now());
    this.#timer = setTimeout(() => this.#flush(), wait);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#connections.clear();
  }

  #flush(): void {
    this.#timer = undefined;
    this.#pushed = performance.now();
    const parcel = this.#push();
    this.#forgetGone();
    if (!parcel) return;
    for (const connection of this.#connections) connection.emit(this.#event, parcel);
  }

  /** A listener per widget on each connection would be too many of them. */
  #forgetGone(): void {
    for (const connection of this.#connections) {
      if (!connection.connected) this.#connections.delete(connection);
    }
  }
}
