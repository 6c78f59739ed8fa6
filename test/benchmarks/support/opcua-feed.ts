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
  readonly items: number;
  /** DataChangeNotifications of each round. */
  readonly rounds: readonly (readonly Buffer[])[];
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
  /** Values that were sent to subscriptions. */
  sent = 0;
  /** That a subscription was not asked for in time. */
  waited = 0;

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
  }

  /** Values a second for each monitored item; 0: none. */
  rate(perSecond: number): void {
    clearInterval(this.#timer);
    if (perSecond > 0) this.#timer = setInterval(() => this.#feed(), 1000 / perSecond);
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
    for (const subscription of this.server.subscriptions.values()) {
      const { rounds: all, items } = this.#fedOf(subscription);
      if (items === 0) continue;
      for (const [index, part] of (all[this.#round % rounds] ?? []).entries()) {
        if (subscription.push([part], index < (all[0]?.length ?? 0) - 1))
          this.sent += items / (all[0]?.length ?? 1);
        else this.waited += 1;
      }
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
    const made: Fed = {
      items: size,
      rounds: Array.from({ length: rounds }, (_, round) =>
        parts.map((part) => notification(part, (index) => round * 100_000 + index)),
      ),
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
