import { missedEvent, type Parcel, pushEvent } from '@millwright/schema';
import { backlogOf } from './backlog.ts';
import type { Connection } from './dashboard.ts';

/** Pushes come at least this far apart (ms). */
const pause = 100;

/** How often it is looked whether those that were behind have caught up (ms). */
const lookEvery = 250;

/** The browsers that follow a widget, and what is pushed to them. */
export class Followers {
  readonly #widget: string;
  readonly #push: () => Parcel | undefined;
  readonly #connections = new Set<Connection>();
  /** Those of them that have not read what was pushed before, and have missed some since. */
  readonly #behind = new Set<Connection>();
  #timer: NodeJS.Timeout | undefined;
  #look: NodeJS.Timeout | undefined;
  #pushed = Number.NEGATIVE_INFINITY;

  /**
   * @param widget its id
   * @param push what is to be pushed now
   */
  constructor(widget: string, push: () => Parcel | undefined) {
    this.#widget = widget;
    this.#push = push;
  }

  add(connection: Connection): void {
    this.#forgetGone();
    this.#connections.add(connection);
  }

  remove(connection: Connection): void {
    this.#connections.delete(connection);
    this.#behind.delete(connection);
  }

  /** Pushes as soon as the pause is over. */
  changed(): void {
    if (this.#timer) return;
    const wait = Math.max(0, this.#pushed + pause - performance.now());
    this.#timer = setTimeout(() => this.#flush(), wait);
  }

  close(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#look);
    this.#connections.clear();
    this.#behind.clear();
  }

  #flush(): void {
    this.#timer = undefined;
    this.#pushed = performance.now();
    const parcel = this.#push();
    this.#forgetGone();
    if (!parcel) return;
    for (const connection of this.#connections) {
      if (this.#behind.has(connection)) continue;
      if (backlogOf(connection) === 'behind') this.#fallBehind(connection);
      else connection.emit(pushEvent(this.#widget), parcel);
    }
  }

  /** Nothing more is pushed to it until it has read all; then it is told that it missed something. */
  #fallBehind(connection: Connection): void {
    this.#behind.add(connection);
    this.#look ??= setInterval(() => this.#lookAgain(), lookEvery);
  }

  #lookAgain(): void {
    this.#forgetGone();
    for (const connection of this.#behind) {
      if (backlogOf(connection) !== 'none') continue;
      this.#behind.delete(connection);
      connection.emit(missedEvent(this.#widget), null);
    }
    if (this.#behind.size > 0) return;
    clearInterval(this.#look);
    this.#look = undefined;
  }

  /** A listener per widget on each connection would be too many of them. */
  #forgetGone(): void {
    for (const connection of this.#connections) {
      if (!connection.connected) this.remove(connection);
    }
  }
}
