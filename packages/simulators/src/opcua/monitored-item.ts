import type { NodeId } from 'node-opcua-nodeid';
import { encodeValue, uint32, type WireValue } from './codec.ts';

export interface ItemSettings {
  readonly clientHandle: number;
  readonly samplingInterval: number;
  readonly queueSize: number;
  readonly discardOldest: boolean;
  /** 0 disabled, 1 sampling, 2 reporting. */
  readonly mode: number;
}

/** One monitored item: it queues what its node's value becomes, never more than its queue holds. */
export class MonitoredItem {
  readonly id: number;
  readonly node: NodeId;
  readonly attribute: number;
  /** The names of an event filter's select clauses, where it is for events. */
  readonly fields: readonly string[] | undefined;
  settings: ItemSettings;
  /** Values that its queue had no room for. */
  overflowed = 0;
  #queue: Buffer[] = [];

  constructor(
    id: number,
    node: NodeId,
    attribute: number,
    settings: ItemSettings,
    fields: readonly string[] | undefined,
  ) {
    this.id = id;
    this.node = node;
    this.attribute = attribute;
    this.settings = settings;
    this.fields = fields;
  }

  get isEvent(): boolean {
    return this.fields !== undefined;
  }

  get hasData(): boolean {
    return this.settings.mode === 2 && this.#queue.length > 0;
  }

  sample(value: WireValue): void {
    if (this.settings.mode === 0) return;
    this.queue(encodeValue(value));
  }

  /** @param bytes a DataValue, or the array of an event's fields */
  queue(bytes: Buffer): void {
    const { queueSize, discardOldest } = this.settings;
    if (this.#queue.length >= Math.max(1, queueSize)) {
      this.overflowed += 1;
      if (!discardOldest) this.#queue.pop();
      else this.#queue.shift();
    }
    this.#queue.push(bytes);
  }

  /** At most so many, each with the client's handle. */
  take(limit: number): readonly Buffer[] {
    if (!this.hasData) return [];
    return this.#queue
      .splice(0, limit)
      .map((bytes) => Buffer.concat([uint32(this.settings.clientHandle), bytes]));
  }
}
