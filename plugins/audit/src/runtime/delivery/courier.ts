import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '@millwright/runtime';
import { auditErrors } from '../../common/errors.ts';
import type { DestinationState } from '../../common/log.ts';
import type { Destination } from '../../common/settings.ts';
import type { Backlog, Cursor } from '../log/messages.ts';
import { noticeOf } from '../notice.ts';
import { pauseAfter } from './back-off.ts';
import { chunksOf } from './chunks.ts';
import { closeSoon, within } from './deadline.ts';
import type { DeliveryLog } from './delivery-log.ts';
import { receiverName } from './open-sender.ts';
import type { Sender, SentRecord } from './sender.ts';

export interface CourierOptions {
  /** Without its secret. */
  readonly destination: Destination;
  /** Throws `audit.secret-lost`. */
  readonly open: () => Sender;
  readonly log: DeliveryLog;
  /** Whatever was anchored there before, the newest checkpoint goes there again: it may be another place. */
  readonly anchorsAnew: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** How long one batch may take, in milliseconds. */
  readonly patience: number;
  /** Node-RED's log. */
  readonly tell: Pick<Log, 'warn' | 'info'>;
  /** Told when its state is another one. */
  readonly onChange: () => void;
}

/** How many events are read at once, and how many characters of them are sent at once. */
const batch = 500;
const mostCharacters = 256 * 1024;
/** What happens within this time goes together, in milliseconds. */
const gathering = 100;
/** Events that do not go there move the cursor in memory; on disk only now and then. */
const cursorEvery = 1_000;

/** Takes events and checkpoints to one destination, in the order of the log, and remembers how far it is. */
export class Courier {
  readonly #options: CourierOptions;
  readonly #stop = new AbortController();
  #cursor: Cursor | undefined;
  #stored = 0;
  #origin = '';
  #sender: Sender | undefined;
  /** The last try was given up, but has not ended. */
  #hangs = false;
  #anchorsAnew: boolean;
  #running: Promise<void> | undefined;
  #again = false;
  #failures = 0;
  #problem: Error | undefined;
  #nextTry: number | undefined;
  /** Resolves when the receiver cannot be reached, until it can. */
  #trouble = Promise.withResolvers<void>();

  constructor(options: CourierOptions) {
    this.#options = options;
    this.#anchorsAnew = options.anchorsAnew;
  }

  get destination(): Destination {
    return this.#options.destination;
  }

  /** There may be something to do. */
  wake(): void {
    this.#again = true;
    if (this.#stop.signal.aborted) return;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#again) this.wake();
    });
  }

  /** Resolves as soon as it has nothing to do; at once where it waits for a receiver that cannot be reached. */
  async idle(): Promise<void> {
    if (!this.#problem) await Promise.race([this.#running, this.#trouble.promise]);
  }

  /** Ends at once; what was not confirmed is sent again by whoever comes next. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await this.#close();
    const { seq = 0 } = this.#cursor ?? {};
    if (seq > this.#stored) await this.#store().catch(() => {});
  }

  async state(): Promise<DestinationState> {
    const { id, name, kind, enabled, anchor, classes } = this.destination;
    const { size } = this.#options.log.head();
    const seq = this.#cursor?.seq ?? 0;
    const isComplete = classes.length === 0 || seq >= size;
    // While the log cannot be read it is still known how far it goes.
    const backlog: Backlog = isComplete
      ? { events: 0 }
      : await this.#options.log.backlog({ from: seq, classes }).catch(() => ({ events: size - seq }));
    const isBehind = backlog.events > 0 || this.#anchorIsDue();
    return {
      id,
      name,
      kind,
      enabled,
      anchor,
      state: this.#problem ? 'waiting' : isBehind ? 'delivering' : 'up-to-date',
      behind: backlog.events,
      ...(backlog.since === undefined ? {} : { since: backlog.since }),
      ...(this.#cursor && this.#cursor.time > 0 ? { lastDelivered: this.#cursor.time } : {}),
      ...(this.#nextTry === undefined ? {} : { nextTry: this.#nextTry }),
      ...(this.#cursor && this.#cursor.anchored > 0 ? { anchored: this.#cursor.anchored } : {}),
      ...(this.#problem ? { problem: noticeOf(this.#problem) } : {}),
    };
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      this.#again = false;
      try {
        const isDone = await this.#step();
        this.#succeeded();
        if (isDone && !this.#again) return;
        if (isDone) await this.#rest(gathering);
      } catch (error) {
        await this.#close();
        if (!signal.aborted) await this.#failed(error as Error);
      }
    }
  }

  /** Sends one batch, or what is anchored. @returns whether there is nothing more to do, as far as is known */
  async #step(): Promise<boolean> {
    const { log, destination } = this.#options;
    const { origin } = log.head();
    if (origin === '') return true;
    if (this.#cursor === undefined || origin !== this.#origin) await this.#begin(origin);
    const isDone = destination.classes.length === 0 || (await this.#sendBatch());
    if (isDone) await this.#anchor();
    return isDone;
  }

  /** @returns whether that was all */
  async #sendBatch(): Promise<boolean> {
    const { log, destination } = this.#options;
    const { seq } = this.#cursor as Cursor;
    if (seq >= log.head().size) return true;
    const { records, next } = await log.records({ from: seq, classes: destination.classes, limit: batch });
    for (const chunk of chunksOf(records, mostCharacters)) await this.#send(chunk);
    if (next > seq) this.#move({ seq: next });
    if (next - this.#stored >= cursorEvery) await this.#store();
    return next === seq || next >= log.head().size;
  }

  /** Where it was; in another log, at the beginning. */
  async #begin(origin: string): Promise<void> {
    const { log, destination } = this.#options;
    const cursors = await log.cursors();
    const { id } = destination;
    const found = cursors.find((cursor) => cursor.destination === id);
    this.#cursor = found ?? { destination: id, seq: 0, anchored: 0, time: 0 };
    this.#stored = this.#cursor.seq;
    this.#origin = origin;
    // It has to be known from now on that events must not be pruned before they were delivered.
    if (!found) await log.setCursor(this.#cursor);
  }

  async #send(records: readonly SentRecord[]): Promise<void> {
    await this.#within((sender, signal) => sender.send(records, signal));
    const { seq } = records.at(-1) as SentRecord;
    this.#move({ seq: seq + 1, time: this.#options.now() });
    await this.#store();
  }

  async #anchor(): Promise<void> {
    const { checkpoint } = this.#options.log.head();
    if (!checkpoint || !this.#anchorIsDue()) return;
    await this.#within((sender, signal) => sender.anchor(checkpoint, signal));
    this.#anchorsAnew = false;
    const { size } = checkpoint;
    this.#move({
      anchored: size,
      time: this.#options.now(),
      seq: Math.max(size, this.#cursor?.seq ?? 0),
    });
    await this.#store();
    // What nobody outside vouches for has become less.
    this.#options.onChange();
  }

  /** Whoever gets events gets a checkpoint only after those that it covers. */
  #anchorIsDue(): boolean {
    const { anchor, classes } = this.destination;
    const { size } = this.#options.log.head().checkpoint ?? { size: 0 };
    const { anchored = 0, seq = 0 } = this.#cursor ?? {};
    return (
      anchor && size > 0 && (size > anchored || this.#anchorsAnew) && (classes.length === 0 || seq >= size)
    );
  }

  async #within(work: (sender: Sender, signal: AbortSignal) => Promise<void>): Promise<void> {
    const { open, patience } = this.#options;
    const receiver = receiverName(this.destination);
    // A share that hangs keeps a thread of Node.js busy for each try; a few of them, and all of Node-RED would hang.
    if (this.#hangs) throw auditErrors.receiverSilent({ receiver, seconds: patience / 1000 });
    this.#sender ??= open();
    const sender = this.#sender;
    await within(patience, receiver, this.#stop.signal, async (signal) => {
      this.#hangs = true;
      try {
        await work(sender, signal);
      } finally {
        this.#hangs = false;
      }
    });
  }

  #move(change: Partial<Cursor>): void {
    this.#cursor = { ...(this.#cursor as Cursor), ...change };
  }

  async #store(): Promise<void> {
    const cursor = this.#cursor as Cursor;
    await this.#options.log.setCursor(cursor);
    this.#stored = cursor.seq;
  }

  #succeeded(): void {
    this.#failures = 0;
    this.#nextTry = undefined;
    if (this.#problem === undefined) return;
    this.#problem = undefined;
    this.#trouble = Promise.withResolvers();
    const { tell, onChange } = this.#options;
    tell.info(`Audit events go to ${this.#name()} again`);
    onChange();
  }

  async #failed(error: Error): Promise<void> {
    const { now, random, tell, onChange } = this.#options;
    this.#failures += 1;
    const wait = pauseAfter(this.#failures, random());
    const isChanged = this.#problem?.message !== error.message;
    const { code, message } = noticeOf(error);
    // Once, however often it is tried, and whatever else goes wrong meanwhile.
    if (!this.#problem) tell.warn(`Audit events wait for ${this.#name()}: ${message} (${code})`);
    this.#problem = error;
    this.#trouble.resolve();
    this.#nextTry = now() + wait;
    if (isChanged) onChange();
    await this.#rest(wait);
  }

  /** As people called it, on one line. */
  #name(): string {
    return JSON.stringify(this.destination.name);
  }

  #rest(milliseconds: number): Promise<void> {
    const { signal } = this.#stop;
    return pause(milliseconds, undefined, { signal, ref: false }).catch(() => {});
  }

  async #close(): Promise<void> {
    const sender = this.#sender;
    this.#sender = undefined;
    await closeSoon(sender);
  }
}
