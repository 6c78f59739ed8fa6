import { type Clock, type Connection, type ConnectionState, longestTimer } from '@millwright/tags';
import type { PublishResponse } from 'node-opcua-types';
import { opcuaErrors } from '../../errors.ts';
import type { Resolver } from '../addresses/resolver.ts';
import type { Caller } from '../caller.ts';
import type { EventWatch, EventWatchOptions } from '../events/events.ts';
import { ServerEventWatch } from '../events/server-event-watch.ts';
import type { SessionLink } from '../session-link.ts';
import { TypeBooks } from '../structures/type-book.ts';
import { DataWatch, type WatchHost } from './data-watch.ts';
import { PublishLimit, PublishLoop } from './publish-loop.ts';
import { Subscription, type SubscriptionHost } from './subscription.ts';
import { SubscriptionServices } from './subscription-services.ts';
import { startTimeOf, takeOver } from './take-over.ts';
import { defaultTiming, type WatchTiming } from './timing.ts';
import type { Pace, Watch, WatcherSnapshot, WatchOptions } from './watch.ts';

interface Closable {
  close(): Promise<void>;
}

/** What a watcher needs of a client. */
export interface WatchedClient {
  readonly connection: Connection<SessionLink>;
  readonly caller: Caller;
  readonly resolver: Resolver;
  readonly clock: Clock;
}

export interface WatcherOptions {
  /** Shared with whatever else reads values of the client. */
  readonly types?: TypeBooks;
  readonly timing?: Partial<WatchTiming>;
  /** Takes what a callback of a watch threw, and what should not happen. It never throws. */
  readonly onFault: (error: unknown) => void;
}

/** More wait at the server than there are subscriptions: it can answer while the next ones are on their way. */
const spareRequests = 2;
const mostRequests = 10;
const publishMargin = 10_000;

/**
 * Watches tags by subscriptions: one for all that watch at one pace. One watcher for each client: the Publish requests of another one in the same
 * session would take its messages.
 */
export class Watcher implements SubscriptionHost {
  readonly caller: Caller;
  readonly resolver: Resolver;
  readonly clock: Clock;
  readonly timing: WatchTiming;
  readonly #client: WatchedClient;
  readonly #options: WatcherOptions;
  readonly #subscriptions = new Set<Subscription>();
  readonly #watches = new Set<Closable>();
  readonly #limit = new PublishLimit(mostRequests);
  readonly #closing = new AbortController();
  readonly #releases = new Map<Closable, () => void>();
  /** Subscriptions of ours that the server was asked to delete because nobody knows them any more. */
  readonly #dismissed = new Set<number>();
  readonly #types: TypeBooks;
  readonly #unfollow: () => void;
  #link: SessionLink | undefined;
  /** When the server was started, as far as it says so. */
  #serverStart: number | undefined;
  /** A session is being settled in: subscriptions of the one before are taken over. */
  #isMoving = false;
  #loop: PublishLoop | undefined;
  // Not from 0: what is left of another client's subscription must not be taken for ours.
  #handle: number;

  constructor(client: WatchedClient, options: WatcherOptions) {
    this.#client = client;
    this.#options = options;
    const { caller, resolver, clock } = client;
    this.caller = caller;
    this.resolver = resolver;
    this.clock = clock;
    this.#types = options.types ?? new TypeBooks(caller, clock);
    this.timing = { ...defaultTiming, ...options.timing };
    this.#handle = Math.floor(Math.random() * 0x7fff_0000);
    const { connection } = client;
    this.#unfollow = connection.onChange((state) => this.#follow(state));
    this.#follow(connection.state);
  }

  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  /** Keeps the connection open until it is closed. */
  watch(options: WatchOptions): Watch {
    const watch = new DataWatch(options, this.#host());
    this.#opened(watch);
    return watch;
  }

  /**
   * Watches events. Keeps the connection open until it is closed.
   * @throws `opcua.bad-event-filter`
   */
  events(options: EventWatchOptions): EventWatch {
    const watch = new ServerEventWatch(options, this.#host());
    this.#opened(watch);
    return watch;
  }

  snapshot(): WatcherSnapshot {
    return {
      subscriptions: [...this.#subscriptions].flatMap(({ atServer, size: items }) =>
        atServer ? [{ ...atServer, items }] : [],
      ),
      publishRequests: this.#loop?.outstanding ?? 0,
      mostPublishRequests: this.#limit.most,
    };
  }

  /** Closes every watch. Resolves when the server has been told, or cannot be. Calling twice is safe. */
  async close(): Promise<void> {
    await Promise.all([...this.#watches].map((watch) => watch.close()));
    this.#unfollow();
    this.#loop?.stop();
    this.#closing.abort();
  }

  nextHandle(): number {
    this.#handle += 1;
    return this.#handle;
  }

  subscriptionFor(pace: Pace): Subscription {
    const { publishingInterval, priority = 0 } = pace;
    for (const subscription of this.#subscriptions) {
      const its = subscription.pace;
      const isSame = its.publishingInterval === publishingInterval && (its.priority ?? 0) === priority;
      if (isSame && subscription.isPublishing) return subscription;
    }
    const made = new Subscription({ publishingInterval, priority }, this);
    this.#subscriptions.add(made);
    if (this.#link && !this.#isMoving) made.attach(this.#link, false);
    return made;
  }

  changed(): void {
    const live = [...this.#subscriptions].filter(({ id }) => id !== undefined).length;
    this.#loop?.want(live === 0 ? 0 : Math.min(live + spareRequests, mostRequests));
  }

  acknowledge(subscriptionId: number, sequenceNumber: number): void {
    this.#loop?.acknowledge(subscriptionId, sequenceNumber);
  }

  pausePublishing(milliseconds: number): void {
    this.#loop?.pause(milliseconds);
  }

  silent(error: unknown): void {
    if (this.#link) this.#client.connection.unanswered(this.#link, error);
    this.#loop?.writeOff();
  }

  forget(subscription: Subscription): void {
    this.#subscriptions.delete(subscription);
  }

  fault(error: unknown): void {
    if (!this.#closing.signal.aborted) this.#options.onFault(error);
  }

  #host(): WatchHost {
    return {
      caller: this.caller,
      resolver: this.resolver,
      clock: this.clock,
      session: () => this.#session(),
      fault: (error) => this.fault(error),
      subscriptionFor: (pace) => this.subscriptionFor(pace),
      offlineBy: () => {
        const { state } = this.#client.connection;
        return state.phase === 'waiting' ? { error: state.error } : undefined;
      },
      closed: (closed) => this.#closed(closed),
    };
  }

  #opened(watch: Closable): void {
    this.#watches.add(watch);
    this.#releases.set(watch, this.#client.connection.need());
  }

  #closed(watch: Closable): void {
    this.#watches.delete(watch);
    this.#releases.get(watch)?.();
    this.#releases.delete(watch);
  }

  #session() {
    const link = this.#link;
    return link && { link, types: this.#types.of(link) };
  }

  #follow(state: ConnectionState): void {
    const link = this.#client.connection.current;
    if (link) {
      if (link !== this.#link) void this.#open(link).catch((error: unknown) => this.fault(error));
      return;
    }
    const lost = this.#link;
    // Where a session is made anew at once, only its link knows why.
    const error =
      state.phase === 'waiting'
        ? state.error
        : state.phase === 'connecting' && lost
          ? endOf(lost)
          : undefined;
    this.#loop?.stop();
    this.#loop = undefined;
    this.#link = undefined;
    for (const subscription of this.#subscriptions) {
      if (lost) subscription.detach(error);
      else if (error !== undefined) subscription.offline(error);
    }
  }

  async #open(link: SessionLink): Promise<void> {
    this.#loop?.stop();
    this.#link = link;
    this.#dismissed.clear();
    const { clock } = this;
    this.#loop = new PublishLoop({
      link,
      clock,
      limit: this.#limit,
      timeout: () => this.#publishTimeout(),
      onResponse: (response) => this.#receive(link, response),
      onNoSubscription: (sentAt, error) => {
        for (const subscription of this.#subscriptions) subscription.unknownAt(sentAt, error);
      },
      onTrouble: (error) => this.fault(error),
    });
    this.#isMoving = true;
    try {
      const taken = await this.#takeOver(link);
      if (this.#link !== link) return;
      for (const subscription of this.#subscriptions) subscription.attach(link, taken.has(subscription));
    } finally {
      if (this.#link === link) this.#isMoving = false;
    }
  }

  /** @returns the subscriptions of the session before that go on in this one */
  async #takeOver(link: SessionLink): Promise<ReadonlySet<Subscription>> {
    const call = { signal: this.signal };
    const before = [...this.#subscriptions].filter(({ canGoOn }) => canGoOn);
    if (link.facts.resumed) return new Set(before);
    const startedBefore = this.#serverStart;
    this.#serverStart = await startTimeOf(this.caller, link, call);
    // A server that was started anew gives their numbers to others, whose subscriptions are not ours to take.
    const isSame = startedBefore === undefined || startedBefore === this.#serverStart;
    return isSame ? takeOver(before, link, this.caller, call) : new Set();
  }

  #receive(link: SessionLink, response: PublishResponse): void {
    this.#client.connection.answered(link);
    const { subscriptionId } = response;
    for (const subscription of this.#subscriptions) {
      if (subscription.id === subscriptionId) {
        subscription.receive(response);
        return;
      }
    }
    this.#dismiss(link, subscriptionId);
  }

  /** A subscription that was made while its answer got lost, or is being deleted: unless one is just being made, it is none of ours. */
  #dismiss(link: SessionLink, subscriptionId: number): void {
    const isMaking = [...this.#subscriptions].some(({ id, sinks }) => id === undefined && sinks > 0);
    if (isMaking || this.#dismissed.has(subscriptionId)) return;
    this.#dismissed.add(subscriptionId);
    void new SubscriptionServices(this.caller, link, { signal: this.signal })
      .delete([subscriptionId])
      .catch(() => {});
  }

  /** A request may wait for as long as all those before it, each for one keep-alive time. */
  #publishTimeout(): number {
    let longest = 0;
    for (const { atServer } of this.#subscriptions) {
      if (atServer) longest = Math.max(longest, atServer.publishingInterval * atServer.keepAliveCount);
    }
    return Math.min(longest * (mostRequests + 1) + publishMargin, longestTimer);
  }
}

/** What ended a link. */
function endOf(link: SessionLink): unknown {
  let cause: unknown = opcuaErrors.connectionLost({ reason: 'the session has ended' });
  link.onEnd((error) => {
    cause = error;
  });
  return cause;
}
