import { parseAddress } from '../../address/parse.ts';
import { itemError, placeOfItem } from '../../item-error.ts';
import { regionOf, unitBytes } from '../../plan/region.ts';
import type { S7Tag } from '../../tag.ts';
import { S7Client } from '../client.ts';
import type { Item, ItemAnswer, ItemConfirmation, Session, SessionLimits, WriteItem } from '../session.ts';
import { S7Table, type S7TableOptions, type TableReadOptions } from './s7-table.ts';

/** What was asked of the PLC, in the order in which it arrived. */
export type Asked = { readonly read: readonly Item[] } | { readonly write: readonly WriteItem[] };

/** A PLC that is not there: a session whose answers a test can make. */
export class ScriptedSession implements Session {
  limits: SessionLimits;
  readonly traffic = { bytesIn: 0, bytesOut: 0, stray: 0 };
  readonly memory: Map<string, Uint8Array>;
  readonly asked: Asked[] = [];
  /** The most items that it answers. */
  mostItems = Number.POSITIVE_INFINITY;
  /** How many requests are under way, and how many were at most. */
  underWay = 0;
  mostUnderWay = 0;
  /** Comes before each answer: what it throws is what comes instead. */
  before: (asked: Asked, number: number) => unknown = () => undefined;
  /** A return code in the place of an answer. */
  codeOf: (item: Item | WriteItem) => number | undefined = () => undefined;
  /** Comes after each write, as the program of a PLC does. */
  after: (asked: Asked) => void = () => undefined;
  #onEnd: (error: unknown) => void = () => {};

  constructor(limits: SessionLimits, memory: Map<string, Uint8Array>) {
    this.limits = limits;
    this.memory = memory;
  }

  read(items: readonly Item[]): Promise<readonly ItemAnswer[]> {
    return this.#answer({ read: items }, () =>
      items.slice(0, this.mostItems).map((item) => this.#read(item)),
    );
  }

  write(
    items: readonly WriteItem[],
    _signal: AbortSignal,
    onSent?: () => void,
  ): Promise<readonly ItemConfirmation[]> {
    onSent?.();
    return this.#answer({ write: items }, () =>
      items.slice(0, this.mostItems).map((item) => this.#write(item)),
    );
  }

  ask(): Promise<Uint8Array> {
    return Promise.reject(new TypeError('Nobody asks'));
  }

  command(): Promise<Uint8Array> {
    return Promise.reject(new TypeError('Nobody commands'));
  }

  onEnd(listener: (error: unknown) => void): void {
    this.#onEnd = listener;
  }

  /** The connection is gone, as the PLC's power may be. */
  end(error: unknown): void {
    this.#onEnd(error);
  }

  async close(): Promise<void> {}

  async #answer<T>(asked: Asked, make: () => T): Promise<T> {
    this.asked.push(asked);
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    try {
      await this.before(asked, this.asked.length);
      const answer = make();
      this.after(asked);
      return answer;
    } finally {
      this.underWay -= 1;
    }
  }

  #read(item: Item): ItemAnswer {
    const unit = unitBytes(item);
    const from = item.start * unit;
    const bytes = item.length * unit;
    const code = this.#code(item, bytes);
    if (code !== undefined) return { error: itemError(code, placeOfItem(item, item.length)) };
    return { data: Uint8Array.from(this.#region(item)?.subarray(from, from + bytes) ?? []) };
  }

  #write(item: WriteItem): ItemConfirmation {
    const length = 'bytes' in item ? item.bytes.length : 1;
    const code = this.#code(item, length);
    if (code !== undefined) return itemError(code, placeOfItem(item, length));
    const region = this.#region(item);
    const at = item.start * unitBytes(item);
    if (!region) return undefined;
    if ('bytes' in item) region.set(item.bytes, at);
    else region[at] = ((region[at] ?? 0) & ~(1 << item.bit)) | (Number(item.value) << item.bit);
    return undefined;
  }

  #code(item: Item | WriteItem, bytes: number): number | undefined {
    const region = this.#region(item);
    if (region === undefined) return 0x0a;
    if (item.start * unitBytes(item) + bytes > region.length) return 0x05;
    return this.codeOf(item);
  }

  #region(item: Item | WriteItem): Uint8Array | undefined {
    return this.memory.get(regionOf(item));
  }
}

/** A client of a scripted PLC. */
export class Scene {
  /** What the PLC holds: by default DB1 with 100 bytes. */
  readonly memory = new Map<string, Uint8Array>([['DB1', new Uint8Array(100)]]);
  session: ScriptedSession;
  readonly client: S7Client;
  readonly terms: TableReadOptions = { source: 'test', signal: new AbortController().signal };

  constructor(limits: SessionLimits = { pdu: 240, jobs: 4 }) {
    this.session = new ScriptedSession(limits, this.memory);
    this.client = new S7Client({
      host: '127.0.0.1',
      port: 102,
      rack: 0,
      slot: 1,
      timeout: 1_000,
      connectTimeout: 1_000,
      open: async () => this.session,
    });
    this.client.connection.need();
  }

  close(): Promise<void> {
    return this.client.close();
  }

  /** The PLC ends the session, and the next attempt, which comes at once, reaches another one. */
  replace(session: ScriptedSession, error: unknown): void {
    const { session: former } = this;
    this.session = session;
    former.end(error);
    this.client.connection.hurry();
  }

  table(tags: S7TableOptions['tags'], options: Partial<S7TableOptions> = {}): S7Table {
    return new S7Table({ client: this.client, tags, ...options });
  }

  /** Addresses of what was read, request by request. */
  get reads(): readonly (readonly string[])[] {
    return this.session.asked.flatMap((asked) =>
      'read' in asked ? [asked.read.map((item) => placeOfItem(item, item.length))] : [],
    );
  }

  /** Addresses of what was written, request by request. */
  get writes(): readonly (readonly string[])[] {
    return this.session.asked.flatMap((asked) =>
      'write' in asked
        ? [asked.write.map((item) => placeOfItem(item, 'bytes' in item ? item.bytes.length : 1))]
        : [],
    );
  }
}

/** A tag by its address, named so unless it is said otherwise. */
export function tag(address: string, more: Partial<S7Tag> = {}): S7Tag {
  const { place, shape } = parseAddress(address);
  return { name: address, address, place, ...shape, ...more };
}
