import { DataItem, settingsOf } from './data-item.ts';
import { DataSink, type SinkHost } from './data-sink.ts';
import type { Item } from './item.ts';
import { Seat, type SeatHost, withinTime } from './seat.ts';
import type { Pace, Sampling, Watch, WatchedTag, WatchOptions, WatchSnapshot } from './watch.ts';

export interface WatchHost extends SinkHost, SeatHost {
  /** Why there is no session, where an attempt to open one has failed. */
  offlineBy(): { readonly error: unknown } | undefined;
  closed(watch: { close(): Promise<void> }): void;
}

export class DataWatch implements Watch {
  readonly #host: WatchHost;
  readonly #items = new Map<string, DataItem>();
  readonly #sink: DataSink;
  readonly #seat: Seat;
  #defaults: Sampling;
  #closing: Promise<void> | undefined;

  constructor(options: WatchOptions, host: WatchHost) {
    const { tags, publishingInterval, priority = 0 } = options;
    this.#host = host;
    this.#defaults = options;
    this.#sink = new DataSink(this.#items, options, host);
    this.#seat = new Seat(host, this.#sink, { publishingInterval, priority });
    this.add(tags);
  }

  add(tags: readonly WatchedTag[]): void {
    if (this.#closing) return;
    const items: DataItem[] = [];
    for (const tag of tags) {
      if (this.#items.has(tag.name)) continue;
      const item = new DataItem(tag, this.#defaults, this.#sink);
      this.#items.set(tag.name, item);
      items.push(item);
    }
    if (items.length === 0) return;
    this.#seat.add(items);
    this.#sink.added(items, this.#host.offlineBy());
  }

  remove(names: readonly string[]): void {
    const items: DataItem[] = [];
    for (const name of names) {
      const item = this.#items.get(name);
      if (!item) continue;
      this.#items.delete(name);
      items.push(item);
    }
    if (items.length === 0) return;
    const isRelinked = this.#unlink(new Set(items));
    this.#seat.remove(items);
    if (isRelinked) this.#seat.touch();
  }

  modify(changes: Partial<Pace & Sampling>): void {
    if (this.#closing) return;
    this.#defaults = { ...this.#defaults, ...changes };
    if (Object.keys(changes).some((key) => key !== 'publishingInterval' && key !== 'priority')) {
      for (const item of this.#items.values()) item.settings = settingsOf(item.tag, this.#defaults);
    }
    this.#seat.setPace({ ...this.#seat.pace, ...paceOf(changes) });
    this.#seat.touch();
  }

  pause(): void {
    if (this.#closing) return;
    this.#seat.pause();
    this.#sink.state.paused(true);
  }

  resume(): void {
    if (this.#closing) return;
    this.#seat.resume();
    this.#sink.state.paused(false);
  }

  trigger(trigger: string, linked: readonly string[]): void {
    const item = this.#items.get(trigger);
    if (!item || this.#closing) return;
    const others = linked.map((name) => this.#items.get(name)).filter((each) => each !== undefined);
    item.linked = new Set(others);
    this.#markLinked();
    this.#seat.touch();
  }

  /**
   * The links of a triggering item end with it at the server: what no other one triggers reports by itself again.
   * @returns whether there were any @see OPC 10000-4 section 5.13.1.6 (Triggering model)
   */
  #unlink(gone: ReadonlySet<Item>): boolean {
    let isRelinked = [...gone].some(({ linked }) => linked.size > 0);
    for (const item of this.#items.values()) {
      const left = [...item.linked].filter((each) => !gone.has(each));
      if (left.length === item.linked.size) continue;
      item.linked = new Set(left);
      isRelinked = true;
    }
    if (isRelinked) this.#markLinked();
    return isRelinked;
  }

  /** A tag may be linked to several others: it is so as long as one of them is there. */
  #markLinked(): void {
    const linked = new Set<Item>();
    for (const item of this.#items.values()) for (const each of item.linked) linked.add(each);
    for (const item of this.#items.values()) item.isLinked = linked.has(item);
  }

  settled(): Promise<void> {
    return this.#seat.settled();
  }

  snapshot(): WatchSnapshot {
    const { state, counts } = this.#sink;
    const refused = [...this.#items.values()].filter(
      ({ id, retryAt }) => id === undefined && retryAt !== undefined,
    );
    return {
      state: state.state,
      ...(state.revised && { revised: state.revised }),
      tags: this.#items.size,
      refused: refused.length,
      ...counts,
    };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#sink.close();
    await withinTime(this.#host.clock, this.#seat.close());
    this.#host.closed(this);
  }
}

const paceOf = ({ publishingInterval, priority }: Partial<Pace>): Partial<Pace> => ({
  ...(publishingInterval !== undefined && { publishingInterval }),
  ...(priority !== undefined && { priority }),
});
