import { randomBytes } from 'node:crypto';
import { NodeId, NodeIdType } from 'node-opcua-nodeid';
import type { SimulatedChannel } from './channel.ts';
import type { Notification, Publishing, Subscription } from './subscription.ts';

/** How many Publish requests of a session may wait. */
const publishLimit = 100;

interface Waiting {
  readonly resolve: (notification: Notification | Refusal) => void;
}

/** A Publish request that is not answered with a notification. */
export interface Refusal {
  readonly fault: string;
}

/** @see OPC 10000-4 section 5.7 */
export class SimulatedSession implements Publishing {
  readonly sessionId: NodeId;
  readonly token = new NodeId(NodeIdType.BYTESTRING, randomBytes(16));
  /** Milliseconds. */
  readonly timeout: number;
  readonly name: string;
  channel: SimulatedChannel | undefined;
  active = false;
  /** The token's type of the user who activated it. */
  identity: string | undefined;
  readonly subscriptions = new Map<number, Subscription>();
  /** What is left of browses, by continuation point. */
  readonly continuations = new Map<string, readonly unknown[]>();
  readonly #publishing: Waiting[] = [];
  readonly #onTimeout: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(number: number, name: string, timeout: number, onTimeout: () => void) {
    this.sessionId = new NodeId(NodeIdType.NUMERIC, number, 1);
    this.name = name;
    this.timeout = timeout;
    this.#onTimeout = onTimeout;
    this.touch();
  }

  /** A request has come: it lives on. */
  touch(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onTimeout, this.timeout);
    this.#timer.unref();
  }

  get waiting(): number {
    return this.#publishing.length;
  }

  /** Lets a Publish request wait for a notification. */
  publish(limit = publishLimit): Promise<Notification | Refusal> {
    if (this.#publishing.length >= limit) return Promise.resolve({ fault: 'BadTooManyPublishRequests' });
    if (this.subscriptions.size === 0) return Promise.resolve({ fault: 'BadNoSubscription' });
    const { promise, resolve } = Promise.withResolvers<Notification | Refusal>();
    this.#publishing.push({ resolve });
    for (const subscription of this.subscriptions.values()) subscription.hurry();
    return promise;
  }

  take(): ((notification: Notification) => void) | undefined {
    return this.#publishing.shift()?.resolve;
  }

  add(subscription: Subscription): void {
    subscription.session = this;
    this.subscriptions.set(subscription.id, subscription);
  }

  remove(subscription: Subscription): void {
    subscription.session = undefined;
    this.subscriptions.delete(subscription.id);
    if (this.subscriptions.size === 0) this.refuse('BadNoSubscription');
  }

  /** Ends all Publish requests that wait. */
  refuse(fault: string): void {
    for (const { resolve } of this.#publishing.splice(0)) resolve({ fault });
  }

  end(): void {
    clearTimeout(this.#timer);
    this.refuse('BadSessionClosed');
    this.continuations.clear();
  }
}
