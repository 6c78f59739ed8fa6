import { encodeDateTime, encodeNodeId, encodeUInt32 } from 'node-opcua-basic-types';
import { resolveNodeId } from 'node-opcua-nodeid';
import { encoded, encodedArray, nullArray, status, uint32 } from './codec.ts';
import type { MonitoredItem } from './monitored-item.ts';

/** What a subscription needs of its session. */
export interface Publishing {
  /** How many Publish requests wait. */
  readonly waiting: number;
  /** Takes a waiting Publish request, or says that there is none. */
  take(): ((notification: Notification) => void) | undefined;
}

/** What answers one Publish request. */
export interface Notification {
  readonly subscription: number;
  readonly available: readonly number[];
  readonly more: boolean;
  /** The NotificationMessage. */
  readonly message: Buffer;
}

export interface SubscriptionTimes {
  readonly publishingInterval: number;
  readonly maxKeepAliveCount: number;
  readonly lifetimeCount: number;
  readonly maxNotificationsPerPublish: number;
}

/** How many sent notifications are kept for a Republish. */
const retained = 50;

/** @see OPC 10000-4 section 5.14.1 */
export class Subscription {
  readonly id: number;
  times: SubscriptionTimes;
  publishingEnabled: boolean;
  session: Publishing | undefined;
  readonly items = new Map<number, MonitoredItem>();
  /** Sent and not yet acknowledged, by sequence number. */
  readonly sent = new Map<number, Buffer>();
  /** Values and events that were taken out of the queues. */
  delivered = 0;
  #sequence = 0;
  #lost = 0;
  #idle = 0;
  #late = 0;
  #isFirst = true;
  #status: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #onExpire: (subscription: Subscription) => void;

  constructor(
    id: number,
    times: SubscriptionTimes,
    publishingEnabled: boolean,
    onExpire: (subscription: Subscription) => void,
  ) {
    this.id = id;
    this.times = times;
    this.publishingEnabled = publishingEnabled;
    this.#onExpire = onExpire;
  }

  start(): void {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.tick(), this.times.publishingInterval);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Leaves out so many notifications: they are kept for a Republish, and never sent. */
  lose(notifications: number): void {
    this.#lost += notifications;
  }

  /** Ends it as its lifetime does: with a last word, a StatusChangeNotification. */
  expire(name = 'BadTimeout'): void {
    this.#status = name;
    this.tick();
  }

  /** A publishing interval is over, or somebody has something to say. */
  tick(): void {
    if (this.#status !== undefined) {
      if (this.#send([statusChange(this.#status)], false)) this.#onExpire(this);
      return;
    }
    let more = true;
    while (more && this.publishingEnabled && this.#hasData()) {
      if (this.#lost > 0) {
        this.#lost -= 1;
        this.#keep(this.#message(this.#collect()));
        continue;
      }
      if (!this.session?.waiting) {
        this.#waited();
        return;
      }
      const data = this.#collect();
      more = this.#hasData();
      this.#send(data, more);
    }
    this.#idle += 1;
    if (this.#isFirst || this.#idle >= this.times.maxKeepAliveCount) {
      if (!this.#send(undefined, false)) this.#waited();
    }
  }

  /** A Publish request has come, and the last one was missed. */
  hurry(): void {
    if (this.#late > 0) this.tick();
  }

  acknowledge(sequence: number): string {
    return this.sent.delete(sequence) ? 'Good' : 'BadSequenceNumberUnknown';
  }

  #hasData(): boolean {
    for (const item of this.items.values()) if (item.hasData) return true;
    return false;
  }

  #waited(): void {
    this.#late += 1;
    if (this.#late >= this.times.lifetimeCount) this.expire();
  }

  /** Values first, events behind them, in one message. */
  #collect(): readonly Buffer[] {
    const limit = this.times.maxNotificationsPerPublish || Number.POSITIVE_INFINITY;
    const values: Buffer[] = [];
    const events: Buffer[] = [];
    for (const item of this.items.values()) {
      const room = limit - values.length - events.length;
      if (room <= 0) break;
      const notifications = item.take(room);
      (item.isEvent ? events : values).push(...notifications);
    }
    this.delivered += values.length + events.length;
    return [
      ...(values.length > 0 ? [extension(811, Buffer.concat([encodedArray(values), nullArray]))] : []),
      ...(events.length > 0 ? [extension(916, encodedArray(events))] : []),
    ];
  }

  /** The NotificationMessage of some data; without any it is a keep-alive and takes no number. */
  #message(data: readonly Buffer[] | undefined): { readonly number: number; readonly bytes: Buffer } {
    const number = this.#sequence + 1;
    if (data) this.#sequence = number;
    const head = encoded((stream) => {
      encodeUInt32(number, stream);
      encodeDateTime(new Date(), stream);
    });
    return { number, bytes: Buffer.concat([head, encodedArray(data ?? [])]) };
  }

  #keep({ number, bytes }: { readonly number: number; readonly bytes: Buffer }): void {
    this.sent.set(number, bytes);
    const [oldest] = this.sent.keys();
    if (this.sent.size > retained && oldest !== undefined) this.sent.delete(oldest);
  }

  #send(data: readonly Buffer[] | undefined, more: boolean): boolean {
    const answer = this.session?.take();
    if (!answer) return false;
    const message = this.#message(data);
    if (data) this.#keep(message);
    this.#isFirst = false;
    this.#idle = 0;
    this.#late = 0;
    answer({ subscription: this.id, available: [...this.sent.keys()], more, message: message.bytes });
    return true;
  }

  /** Sends notification data of a test's own making in the next answer. @returns whether a Publish request was there */
  push(data: readonly Buffer[], more = false): boolean {
    return this.#send(data, more);
  }

  /** Answers a Publish request with `moreNotifications` and nothing else: what some servers do. */
  pushNothing(more: boolean): boolean {
    const answer = this.session?.take();
    answer?.({ subscription: this.id, available: [], more, message: this.#message(undefined).bytes });
    return answer !== undefined;
  }
}

/** An extension object in binary. @see OPC 10000-6 section 5.2.2.15 */
export function extension(encoding: number, body: Buffer): Buffer {
  const id = encoded((stream) => encodeNodeId(resolveNodeId(`i=${encoding}`), stream));
  return Buffer.concat([id, Buffer.from([1]), uint32(body.length), body]);
}

function statusChange(name: string): Buffer {
  // No diagnostic information.
  return extension(820, Buffer.concat([uint32(status(name).value), Buffer.from([0])]));
}
