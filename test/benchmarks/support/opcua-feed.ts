import {
  encoded,
  encodedArray,
  encodeValue,
  extension,
  SimulatedUaServer,
  type Subscription,
} from '@millwright/simulators/opcua';
import { encodeUInt32 } from 'node-opcua-basic-types';
import { DataValue } from 'node-opcua-data-value';
import { DataType, Variant } from 'node-opcua-variant';

/** A read of so many nodes or more is answered with bytes that were made beforehand. */
const many = 100;
/** So many rounds of values differ; then they come again. */
const rounds = 10;
const nullArray = Buffer.from([0xff, 0xff, 0xff, 0xff]);

const wireValue = (number: number): Buffer => {
  const now = new Date();
  const value = new Variant({ dataType: DataType.Double, value: number });
  return encodeValue(new DataValue({ value, sourceTimestamp: now, serverTimestamp: now }));
};

interface Fed {
  /** The name of its session. */
  readonly session: string;
  readonly items: number;
  /** DataChangeNotifications of each round, each with no more values than the client takes in one. */
  readonly rounds: readonly (readonly Part[])[];
  /** What of the present round waits for the client to ask. */
  waiting: readonly Part[];
}

interface Part {
  readonly values: number;
  readonly bytes: Buffer;
}

/**
 * An OPC UA server that costs next to nothing, so that clients are measured and not it: what it sends is encoded once. Each subscription gets
 * a new value for each of its items, so many times a second. It is told on standard input how often: `{"rate": 10}`.
 */
export class Feed {
  readonly server: SimulatedUaServer;
  readonly #tails = new Map<number, Buffer>();
  readonly #fed = new Map<Subscription, Fed>();
  #timer: NodeJS.Timeout | undefined;
  #round = 0;
  /** Values that were sent to the subscriptions of each session, by its name. */
  readonly sent = new Map<string, number>();

  constructor(port = 0) {
    this.server = new SimulatedUaServer({
      port,
      keep: 1,
      generate: (id) =>
        id.startsWith('ns=1;i=')
          ? { value: new Variant({ dataType: DataType.Double, value: Number(id.slice(7)) }) }
          : undefined,
      operationLimits: {
        MaxNodesPerRead: 10_000,
        MaxMonitoredItemsPerCall: 10_000,
        MaxNodesPerBrowse: 10_000,
        MaxNodesPerTranslateBrowsePathsToNodeIds: 10_000,
      },
    });
    this.server.on('Read', ({ nodesToRead }) => {
      const count = nodesToRead?.length ?? 0;
      return count < many ? undefined : { tail: this.#tail(count) };
    });
    this.server.on('Publish', () => {
      setImmediate(() => {
        for (const [subscription, fed] of this.#fed) this.#send(subscription, fed);
      });
      return undefined;
    });
  }

  /** Values a second for each monitored item; 0: none. */
  rate(perSecond: number): void {
    clearTimeout(this.#timer);
    if (perSecond === 0) return;
    const began = performance.now();
    let number = 0;
    const next = (): void => {
      number += 1;
      // By the clock, not after the last one: what the machine does besides makes no round late for good.
      this.#timer = setTimeout(next, Math.max(0, began + (number * 1000) / perSecond - performance.now()));
      if (number > 1) this.#feed();
    };
    next();
  }

  #tail(count: number): Buffer {
    const tail =
      this.#tails.get(count) ??
      Buffer.concat([encodedArray(Array.from({ length: count }, (_, index) => wireValue(index))), nullArray]);
    this.#tails.set(count, tail);
    return tail;
  }

  #feed(): void {
    this.#round += 1;
    const alive = new Set(this.server.subscriptions.values());
    for (const ended of this.#fed.keys()) if (!alive.has(ended)) this.#fed.delete(ended);
    for (const subscription of alive) {
      const fed = this.#fedOf(subscription);
      fed.waiting = fed.rounds[this.#round % rounds] ?? [];
      this.#send(subscription, fed);
    }
  }

  #send(subscription: Subscription, fed: Fed): void {
    for (let part = fed.waiting[0]; part; part = fed.waiting[0]) {
      if (!subscription.push([part.bytes], fed.waiting.length > 1)) return;
      fed.waiting = fed.waiting.slice(1);
      this.sent.set(fed.session, (this.sent.get(fed.session) ?? 0) + part.values);
    }
  }

  #fedOf(subscription: Subscription): Fed {
    const before = this.#fed.get(subscription);
    const { size } = subscription.items;
    if (before?.items === size) return before;
    const handles = [...subscription.items.values()].map(({ settings }) => settings.clientHandle);
    const most = subscription.times.maxNotificationsPerPublish || handles.length;
    const parts = Array.from({ length: Math.ceil(handles.length / most) }, (_, index) =>
      handles.slice(index * most, (index + 1) * most),
    );
    const sessions = [...this.server.sessions.values()];
    const made: Fed = {
      session: sessions.find(({ subscriptions }) => subscriptions.has(subscription.id))?.name ?? '',
      items: size,
      rounds: Array.from({ length: rounds }, (_, round) =>
        parts.map((part) => ({
          values: part.length,
          bytes: notification(part, (index) => round * 100_000 + index),
        })),
      ),
      waiting: [],
    };
    this.#fed.set(subscription, made);
    return made;
  }
}

/** @see OPC 10000-4 section 7.25.2 DataChangeNotification */
function notification(handles: readonly number[], value: (index: number) => number): Buffer {
  const items = handles.map((handle, index) =>
    Buffer.concat([encoded((stream) => encodeUInt32(handle, stream)), wireValue(value(index))]),
  );
  return extension(811, Buffer.concat([encodedArray(items), nullArray]));
}
