import type { Clock } from '@millwright/tags';
import type { MonitoredItemCreateResult, NotificationMessage, PublishResponse } from 'node-opcua-types';
import { opcuaErrors, statusNameOf } from '../../errors.ts';
import { watchErrors } from '../../watch-errors.ts';
import type { Resolver } from '../addresses/resolver.ts';
import type { Caller, CallOptions } from '../caller.ts';
import type { SessionLink } from '../session-link.ts';
import { Inbox } from './inbox.ts';
import type { Item, ItemSink } from './item.ts';
import { InDoubt, ItemKeeper } from './item-keeper.ts';
import { SilenceWatch } from './silence-watch.ts';
import { SubscriptionServices } from './subscription-services.ts';
import { type Told, tellMessage } from './tell-message.ts';
import type { WatchTiming } from './timing.ts';
import type { Pace, Revised } from './watch.ts';

/** What a subscription needs of the watcher that has it. */
export interface SubscriptionHost {
  readonly caller: Caller;
  readonly resolver: Resolver;
  readonly clock: Clock;
  readonly timing: WatchTiming;
  /** Ends with the watcher. */
  readonly signal: AbortSignal;
  nextHandle(): number;
  /** It has become one that the server has, or is none any more. */
  changed(): void;
  acknowledge(subscriptionId: number, sequenceNumber: number): void;
  /** The server answers Publish requests without saying anything. */
  pausePublishing(milliseconds: number): void;
  /** The server is silent on Publish requests. */
  silent(error: unknown): void;
  /** Nobody watches by it any more. */
  forget(subscription: Subscription): void;
  fault(error: unknown): void;
}

type AtServer = Omit<Revised, 'samplingInterval' | 'queueSize'>;

/** Its deletion is a courtesy: it ends by itself. */
const deleteTimeout = 1_000;

/**
 * One subscription at the server for all that watch at one pace: made when the first item comes, made anew with every item when it is lost,
 * deleted when nobody watches any more.
 */
export class Subscription {
  readonly #host: SubscriptionHost;
  readonly #items: ItemKeeper;
  readonly #inbox: Inbox;
  readonly #silence: SilenceWatch;
  readonly #sinks = new Set<ItemSink>();
  #pace: Pace;
  #toldPace: Pace;
  #publishing = true;
  #toldPublishing = true;
  #link: SessionLink | undefined;
  #atServer: AtServer | undefined;
  /** The one before, which the server may still have. */
  #obsolete: number | undefined;
  #madeAt = 0;
  #restartedAt = Number.NEGATIVE_INFINITY;
  #staleAfterNext = false;
  #isDirty = false;
  #inDoubt = false;
  #working: Promise<void> | undefined;
  #cancelWait: () => void = () => {};

  constructor(pace: Pace, host: SubscriptionHost) {
    this.#pace = pace;
    this.#toldPace = pace;
    this.#host = host;
    const { caller, resolver, clock } = host;
    this.#items = new ItemKeeper({
      caller,
      resolver,
      nextHandle: () => host.nextHandle(),
      onRefused: (item, error, result) => this.#refused(item, error, result),
    });
    this.#inbox = new Inbox({
      clock,
      republish: (sequence) => this.#republish(sequence),
      deliver: (message, more) => this.#deliver(message, more),
      missed: (from, error) => this.#missed(from, error),
      torn: (error) => this.restart(error, { exists: true }),
    });
    this.#silence = new SilenceWatch(
      clock,
      () => this.#inbox.heardAt,
      (error) => {
        host.silent(error);
        this.restart(error, { exists: true });
      },
    );
  }

  get pace(): Pace {
    return this.#pace;
  }

  /** At the server. */
  get id(): number | undefined {
    return this.#atServer?.subscriptionId;
  }

  get atServer(): AtServer | undefined {
    return this.#atServer;
  }

  /** How many items are wanted. */
  get size(): number {
    return this.#items.size;
  }

  get sinks(): number {
    return this.#sinks.size;
  }

  get isPublishing(): boolean {
    return this.#publishing;
  }

  /** Whether it may go on in a new session: what the server has of it is known. */
  get canGoOn(): boolean {
    return this.#atServer !== undefined && !this.#inDoubt;
  }

  join(sink: ItemSink): void {
    this.#sinks.add(sink);
  }

  /** Resolves when the server has been told, or cannot be. */
  leave(sink: ItemSink): Promise<void> {
    this.#sinks.delete(sink);
    if (this.#sinks.size === 0 && !this.#link) this.#host.forget(this);
    this.touch();
    return this.settled();
  }

  add(items: readonly Item[]): void {
    for (const item of items) this.#items.add(item);
    this.touch();
  }

  remove(items: readonly Item[]): void {
    for (const item of items) this.#items.remove(item);
    this.touch();
  }

  setPace(pace: Pace): void {
    this.#pace = pace;
    this.touch();
  }

  setPublishing(publishing: boolean): void {
    this.#publishing = publishing;
    this.touch();
  }

  /** Something is wanted that the server does not know yet. */
  touch(): void {
    this.#isDirty = true;
    if (this.#working || !this.#link) return;
    const link = this.#link;
    this.#working = this.#work(link)
      .catch((error: unknown) => this.#host.fault(error))
      .finally(() => {
        this.#working = undefined;
        if (this.#isDirty && this.#link) this.touch();
      });
  }

  /** Resolves when the server has been told what is wanted, as far as that can be. */
  async settled(): Promise<void> {
    while (this.#working) await this.#working;
  }

  /** There is a session. @param goesOn whether the subscription is in it already */
  attach(link: SessionLink, goesOn: boolean): void {
    this.#link = link;
    this.#cancelWait();
    if (goesOn) {
      this.#madeAt = this.#host.clock.elapsed();
      this.#staleAfterNext = true;
      this.#inbox.open(false);
      if (this.#atServer) this.#silence.start(this.#atServer);
    } else this.#forgetServer();
    this.#inDoubt = false;
    this.#host.changed();
    this.touch();
  }

  /** The session is lost. */
  detach(error: unknown): void {
    if (!this.#link) return;
    this.#link = undefined;
    this.#inDoubt = this.#working !== undefined;
    this.#obsolete = undefined;
    this.#cancelWait();
    this.#silence.stop();
    this.#inbox.close();
    this.offline(error);
  }

  /** There is no session. @param error why; undefined where it was closed as wanted */
  offline(error: unknown): void {
    const at = this.#host.clock.now();
    for (const sink of this.#sinks) sink.offline(error, at);
  }

  receive(response: PublishResponse): void {
    const taken = this.#inbox.receive(response, () => watchErrors.messagesLost());
    if (!taken) this.#host.pausePublishing(Math.min(this.#pace.publishingInterval, 1_000));
  }

  /** The server had no subscription for a Publish request that was sent then (ms of the clock that only grows). */
  unknownAt(sentAt: number, error: unknown): void {
    if (this.#atServer && this.#madeAt <= sentAt) this.restart(error, { exists: false });
  }

  /** @param exists whether the server may still have the old one */
  restart(error: unknown, { exists }: { readonly exists: boolean }): void {
    if (!this.#atServer || !this.#link) return;
    const { clock, timing } = this.#host;
    const at = clock.now();
    for (const sink of this.#sinks) {
      sink.lost(error, at);
      sink.troubled(error);
    }
    this.#obsolete = exists ? this.#atServer.subscriptionId : undefined;
    this.#forgetServer();
    this.#host.changed();
    const wait = this.#restartedAt + timing.restart - clock.elapsed();
    this.#restartedAt = clock.elapsed() + Math.max(0, wait);
    if (wait <= 0) this.touch();
    else this.#touchAfter(wait);
  }

  #forgetServer(): void {
    this.#silence.stop();
    this.#cancelWait();
    this.#inbox.close();
    this.#atServer = undefined;
    this.#items.forget();
    this.#staleAfterNext = false;
  }

  #touchAfter(milliseconds: number): void {
    this.#cancelWait();
    this.#cancelWait = this.#host.clock.after(milliseconds, () => this.touch());
  }

  async #work(link: SessionLink): Promise<void> {
    // What is asked for in one turn goes to the server together.
    await undefined;
    while (this.#isDirty && this.#link === link) {
      this.#isDirty = false;
      try {
        await this.#tell(link);
      } catch (error) {
        if (this.#link !== link) return;
        this.#failed(error);
        return;
      }
    }
  }

  async #tell(link: SessionLink): Promise<void> {
    const services = this.#services(link);
    if (this.#sinks.size === 0) return this.#end(link);
    if (this.#obsolete !== undefined) await this.#deleteObsolete(link);
    if (!this.#atServer) {
      if (this.#items.size === 0 || this.#link !== link) return;
      await this.#make(link);
    } else if (this.#toldPace !== this.#pace) {
      const pace = this.#pace;
      const made = await services.modify(this.#atServer.subscriptionId, pace, this.#host.timing);
      if (this.#link !== link || !this.#atServer) return;
      this.#toldPace = pace;
      this.#atServer = made;
      this.#silence.start(made);
    }
    const made = this.#atServer;
    if (this.#link !== link || !made) return;
    if (this.#toldPublishing !== this.#publishing) {
      const publishing = this.#publishing;
      await services.setPublishing(made.subscriptionId, publishing);
      this.#toldPublishing = publishing;
    }
    const { clock, resolver } = this.#host;
    const place = {
      link,
      subscriptionId: made.subscriptionId,
      nodeId: (address: string, session: SessionLink) => resolver.nodeId(address, session),
    };
    const isResting = this.#silence.isExcused;
    await this.#items.sync(place, isResting ? Number.NEGATIVE_INFINITY : clock.elapsed(), this.#call());
    if (this.#link !== link || this.#atServer !== made) return;
    this.#silence.served();
    const retryAt = this.#items.nextRetry();
    if (retryAt !== undefined && !isResting) this.#touchAfter(Math.max(0, retryAt - clock.elapsed()));
    for (const sink of this.#sinks) sink.live(made);
  }

  async #republish(sequence: number): Promise<NotificationMessage> {
    if (!this.#link || !this.#atServer) throw opcuaErrors.closed();
    return this.#services(this.#link).republish(this.#atServer.subscriptionId, sequence);
  }

  async #make(link: SessionLink): Promise<void> {
    const [pace, publishing] = [this.#pace, this.#publishing];
    const made = await this.#services(link).create(pace, this.#host.timing, publishing);
    if (this.#link !== link) return;
    this.#toldPace = pace;
    this.#toldPublishing = publishing;
    this.#atServer = made;
    this.#madeAt = this.#host.clock.elapsed();
    this.#inbox.open(true);
    this.#silence.start(made);
    this.#host.changed();
  }

  /** Nobody watches any more. */
  async #end(link: SessionLink): Promise<void> {
    const id = this.id;
    this.#forgetServer();
    this.#host.changed();
    if (id !== undefined)
      await this.#services(link, deleteTimeout)
        .delete([id])
        .catch(() => {});
    if (this.#sinks.size === 0) this.#host.forget(this);
  }

  async #deleteObsolete(link: SessionLink): Promise<void> {
    const id = this.#obsolete;
    this.#obsolete = undefined;
    if (id !== undefined)
      await this.#services(link, deleteTimeout)
        .delete([id])
        .catch(() => {});
  }

  #failed(error: unknown): void {
    const cause = error instanceof InDoubt ? error.error : error;
    if (error instanceof InDoubt || statusNameOf(error) === 'BadSubscriptionIdInvalid') {
      this.restart(cause, { exists: error instanceof InDoubt });
      return;
    }
    const { clock, timing } = this.#host;
    const at = clock.now();
    for (const sink of this.#sinks) {
      if (!this.#atServer) sink.lost(cause, at);
      sink.troubled(cause);
    }
    this.#touchAfter(timing.retry);
  }

  #refused(item: Item, error: unknown, result?: MonitoredItemCreateResult): void {
    const { clock, timing } = this.#host;
    item.retryAt = clock.elapsed() + timing.retry;
    item.sink.refused(item, error, clock.now(), result);
  }

  #missed(from: number, error: unknown): void {
    if (statusNameOf(error) === 'BadSubscriptionIdInvalid') {
      this.restart(error, { exists: false });
      return;
    }
    const reason = error instanceof Error ? error.message : String(error);
    const gap = { from, to: this.#host.clock.now(), reason };
    for (const sink of this.#sinks) {
      sink.missed(gap);
      sink.stale();
    }
  }

  #deliver(message: NotificationMessage, more: boolean): void {
    const { id } = this;
    if (id === undefined) return;
    const { clock, timing } = this.#host;
    const from = this.#inbox.deliveredAt;
    const at = clock.now();
    if (this.#silence.heard()) this.touch();
    if (message.notificationData?.length) this.#host.acknowledge(id, message.sequenceNumber);
    for (const sink of this.#sinks) sink.heard(at);
    const { vanished, ended, isBroken } = this.#told(message, at);
    for (const sink of this.#sinks) sink.flush(more);
    if (vanished.length > 0) {
      // At once where it was there before; a server that takes items for nodes that it does not have is asked at the usual pace.
      const now = clock.elapsed();
      for (const item of vanished) this.#items.replace(item, item.isProven ? now : now + timing.retry);
      this.touch();
    }
    if (isBroken) this.#missed(from, watchErrors.notificationUnreadable());
    if (ended) this.restart(ended, { exists: false });
    if (!this.#staleAfterNext || more) return;
    this.#staleAfterNext = false;
    for (const sink of this.#sinks) sink.stale();
  }

  /** What is thrown at it must not take the messages behind it along: what it brought counts as unreadable. */
  #told(message: NotificationMessage, at: number): Told {
    try {
      return tellMessage(message, (handle) => this.#items.byHandle(handle), at);
    } catch (error) {
      this.#host.fault(error);
      return { vanished: [], isBroken: true };
    }
  }

  #services(link: SessionLink, timeout?: number): SubscriptionServices {
    return new SubscriptionServices(this.#host.caller, link, this.#call(timeout));
  }

  #call(timeout?: number): CallOptions {
    const { signal } = this.#host;
    return timeout === undefined ? { signal } : { signal, timeout };
  }
}
