import {
  type Clock,
  type Gap,
  type GapState,
  missing,
  noGap,
  type Sample,
  type Status,
  trackGap,
} from '@millwright/tags';
import type { Resolver } from '../addresses/resolver.ts';
import type { Caller } from '../caller.ts';
import type { SessionLink } from '../session-link.ts';
import { statusOfError } from '../status-of-error.ts';
import type { RawValue } from '../values/data-value.ts';
import type { DataItem } from './data-item.ts';
import { Delivery } from './delivery.ts';
import type { Item, ItemSink } from './item.ts';
import { SampleReader, type SessionTypes, type Tell } from './sample-reader.ts';
import { readItems } from './services.ts';
import { StateTeller } from './state-teller.ts';
import { isKnown, isOlder } from './told-already.ts';
import type { Revised, WatchOptions } from './watch.ts';

export interface SinkHost {
  readonly caller: Caller;
  readonly resolver: Resolver;
  readonly clock: Clock;
  /** The session that is open, and what is known of its server's types. */
  session(): { readonly link: SessionLink; readonly types: SessionTypes } | undefined;
  fault(error: unknown): void;
}

/** So many samples may wait for a slow consumer at least, however few tags there are. */
const leastWaiting = 1_000;

/** Milliseconds until what could not be read after a loss is asked for again. */
const refreshRetry = 2_000;

/** Makes of what a subscription brings what a watch tells: samples, each once, and gaps. */
export class DataSink implements ItemSink {
  readonly items: ReadonlyMap<string, DataItem>;
  readonly state: StateTeller;
  readonly #host: SinkHost;
  readonly #options: WatchOptions;
  readonly #delivery: Delivery;
  readonly #reader: SampleReader;
  readonly #closing = new AbortController();
  #batch: Sample[] = [];
  #gap: GapState;
  #gaps = 0;
  #received = 0;
  /** Counts messages: what came after a reading began is newer than what it brings. */
  #message = 0;
  /** Counts what the server says at once, in however many messages: what was on its way when tags were read comes in the same one. */
  #round = 0;
  #change = this.#changeIn(this.#round);
  #isRefreshing = false;
  #refreshAgain = false;
  #cancelRetry: () => void = () => {};

  constructor(items: ReadonlyMap<string, DataItem>, options: WatchOptions, host: SinkHost) {
    this.items = items;
    this.#options = options;
    this.#host = host;
    this.#gap = noGap(host.clock.now());
    this.state = new StateTeller(items, options, (error) => host.fault(error));
    this.#delivery = new Delivery({
      onSamples: options.onSamples,
      onDropped: (count) => options.onDropped?.(count),
      onFault: (error) => host.fault(error),
      limit: () => Math.max(leastWaiting, items.size * 2),
    });
    this.#reader = new SampleReader({
      types: () => host.session()?.types,
      nodeId: (item) => this.#nodeId(item),
      signal: this.#closing.signal,
      onTold: () => this.#hand(),
    });
  }

  get counts() {
    const { dropped, delivered } = this.#delivery;
    return { received: this.#received, delivered, dropped, gaps: this.#gaps };
  }

  /** Nothing is told after it. */
  close(): void {
    this.#closing.abort();
    this.#cancelRetry();
    this.#delivery.close();
  }

  /** @param offline why there is no session, where an attempt to open one has failed */
  added(items: readonly DataItem[], offline: { readonly error: unknown } | undefined): void {
    if (!offline) return;
    const at = this.#host.clock.now();
    if (this.#gap.reason === undefined) {
      this.offline(offline.error, at);
      return;
    }
    const status = statusOfError(offline.error);
    for (const item of items) this.#tellMissing(item, status, at);
    this.#hand();
  }

  heard(at: number): void {
    this.#message += 1;
    this.state.heard();
    const { state, ended } = trackGap(this.#gap, { at, lost: undefined });
    this.#gap = state;
    if (ended) this.#tellGap(ended);
  }

  value(item: Item, raw: RawValue, at: number): number {
    const tagged = item as DataItem;
    tagged.cameIn = this.#message;
    return this.#reader.read(tagged, raw, at, this.#change);
  }

  event(): void {}

  flush(more: boolean): void {
    this.#hand();
    this.#reader.flush();
    if (more) return;
    this.#round += 1;
    this.#change = this.#changeIn(this.#round);
  }

  created(): void {}

  refused(item: Item, error: unknown, at: number): void {
    const tagged = item as DataItem;
    const status = statusOfError(error);
    if (tagged.toldBad === status.name) return;
    this.#tellMissing(tagged, status, at);
    this.#hand();
  }

  lost(error: unknown, at: number): void {
    this.#reader.finish();
    const status = statusOfError(error);
    const { state, began } = trackGap(this.#gap, { at, lost: status.reason });
    this.#gap = state;
    if (!began) return;
    for (const item of this.items.values()) this.#tellMissing(item, status, at);
    this.#hand();
  }

  offline(error: unknown, at: number): void {
    if (error !== undefined) this.lost(error, at);
    this.state.lost();
  }

  missed(gap: Gap): void {
    this.#tellGap(gap);
  }

  stale(): void {
    if (this.#isRefreshing) {
      this.#refreshAgain = true;
      return;
    }
    this.#isRefreshing = true;
    void this.#refresh()
      .catch((error: unknown) => this.#host.fault(error))
      .finally(() => {
        this.#isRefreshing = false;
        if (!this.#refreshAgain) return;
        this.#refreshAgain = false;
        this.stale();
      });
  }

  live(revised: Revised): void {
    this.state.live(revised);
  }

  troubled(error: unknown): void {
    this.state.troubled(error);
  }

  #tellGap(gap: Gap): void {
    if (this.#closing.signal.aborted) return;
    this.#gaps += 1;
    this.#hand();
    try {
      this.#options.onGap(gap);
    } catch (error) {
      this.#host.fault(error);
    }
  }

  #tellMissing(item: DataItem, status: Status, at: number): void {
    item.toldBad = status.name;
    this.#received += 1;
    this.#batch.push(missing(item.tag, status, at, item.known));
  }

  /** What becomes of a change that came in a round, however late it is told. */
  #changeIn(round: number): Tell {
    return (item, sample) => {
      if (item.readUntil !== undefined) {
        // Later ones are changes, whatever their time says: the server's clock may have been set, or be another than the device's.
        if (item.readIn === round && isOlder(sample, item)) return;
        item.readUntil = undefined;
      }
      this.#tell(item, sample);
    };
  }

  /** What becomes of what was read in a round: what is known already is not told once more. */
  #readingIn(round: number): Tell {
    return (item, sample) => {
      if (isKnown(sample, item)) {
        this.#keep(item, sample);
        return;
      }
      item.readUntil = sample.sourceTs;
      item.readIn = round;
      this.#tell(item, sample);
    };
  }

  #tell(item: DataItem, sample: Sample): void {
    this.#received += 1;
    this.#batch.push(sample);
    this.#keep(item, sample);
  }

  #keep(item: DataItem, { quality, status, value, ts, sourceTs }: Sample): void {
    item.toldBad = quality === 'bad' ? status?.name : undefined;
    if (quality !== 'good' || value === null) return;
    if (item.known) {
      item.known.value = value;
      item.known.ts = ts;
      item.known.sourceTs = sourceTs;
    } else item.known = { value, ts, sourceTs };
  }

  #hand(): void {
    const batch = this.#batch;
    if (batch.length === 0) return;
    this.#batch = [];
    this.#delivery.offer(batch);
  }

  #nodeId(item: DataItem) {
    const link = this.#host.session()?.link;
    if (!link) return undefined;
    try {
      return this.#host.resolver.nodeId(item.address, link);
    } catch {
      return undefined;
    }
  }

  /**
   * Asks what the tags are now: changes may have been lost, and a tag that does not change again would keep its old value. What is known already
   * is not told once more.
   */
  async #refresh(): Promise<void> {
    const { caller, resolver, clock } = this.#host;
    const session = this.#host.session();
    const items = [...this.items.values()].filter(({ id }) => id !== undefined);
    if (!session || items.length === 0) return;
    const since = this.#message;
    const { link } = session;
    const place = { link, nodeId: (address: string, now: SessionLink) => resolver.nodeId(address, now) };
    const outcomes = await caller.callMany(items, readItems(place), {
      signal: this.#closing.signal,
      repeatable: true,
    });
    if (this.#closing.signal.aborted || this.#host.session()?.link !== link) return;
    const at = clock.now();
    const reading = this.#readingIn(this.#round);
    let isUnread = false;
    for (const [index, outcome] of outcomes.entries()) {
      const item = items[index];
      if (!item || item.cameIn > since || item.id === undefined) continue;
      if ('result' in outcome) this.#reader.read(item, outcome.result, at, reading);
      else {
        isUnread = true;
        this.#tellUnread(item, outcome.error, at);
      }
    }
    this.#hand();
    this.#reader.flush();
    this.#cancelRetry();
    if (isUnread) this.#cancelRetry = clock.after(refreshRetry, () => this.stale());
  }

  /** What it was may not be what it is, and a server that reports only changes may never say so. */
  #tellUnread(item: DataItem, error: unknown, at: number): void {
    const status = statusOfError(error);
    if (item.toldBad !== status.name) this.#tellMissing(item, status, at);
  }
}
