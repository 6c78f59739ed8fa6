import { NodeId, NodeIdType } from 'node-opcua-nodeid';
import { addressProblem } from '../../address/address.ts';
import { addressErrors } from '../../address/errors.ts';
import { attributes } from '../../attributes.ts';
import { eventErrors } from '../../events/event-errors.ts';
import { fieldName } from '../../events/event-filter.ts';
import { indexOfNamespace } from '../addresses/node-id.ts';
import type { SessionLink } from '../session-link.ts';
import type { WatchHost } from '../watch/data-watch.ts';
import { Item } from '../watch/item.ts';
import { Seat, withinTime } from '../watch/seat.ts';
import { compileFilter } from './compile-filter.ts';
import { EventSink } from './event-sink.ts';
import type { EventWatch, EventWatchOptions, EventWatchSnapshot } from './events.ts';

/** The Server object. @see OPC 10000-5 section 8.3.2 */
const serverObject = 'i=2253';
const usualQueue = 1_000;

export class ServerEventWatch implements EventWatch {
  readonly #host: WatchHost;
  readonly #sink: EventSink;
  readonly #seat: Seat;
  #closing: Promise<void> | undefined;

  /** @throws `opcua.bad-event-filter` */
  constructor(options: EventWatchOptions, host: WatchHost) {
    const { notifier = serverObject, queueSize = usualQueue, discardOldest = true } = options;
    const { publishingInterval, priority = 0 } = options;
    checkFilter(options);
    this.#host = host;
    this.#sink = new EventSink(options, host);
    const filter = (link: SessionLink) =>
      compileFilter(
        options,
        {
          namespaceIndex: (namespace) => indexOfNamespace(namespace, link.facts.namespaces),
          nodeId: (address) => host.resolver.nodeId(address, link),
        },
        this.#sink.left,
      );
    const settings = { samplingInterval: 0, queueSize, discardOldest, filter };
    const item = new Item(notifier, attributes.EventNotifier, settings, this.#sink);
    this.#sink.item = item;
    this.#seat = new Seat(host, this.#sink, { publishingInterval, priority });
    this.#seat.add([item]);
    const offline = host.offlineBy();
    if (offline) this.#sink.offline(offline.error, host.clock.now());
  }

  settled(): Promise<void> {
    return this.#seat.settled();
  }

  snapshot(): EventWatchSnapshot {
    const { state, counts } = this.#sink;
    return { state: state.state, ...(state.revised && { revised: state.revised }), ...counts };
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

/** Finds what is wrong with a filter in whatever session. @throws `opcua.bad-event-filter`, `opcua.bad-address` */
function checkFilter(options: EventWatchOptions): void {
  const names = options.fields.map(fieldName);
  const [twice] = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw eventErrors.badEventFilter({ reason: `there are two fields of the name "${twice}"` });
  if (names.length === 0) throw eventErrors.badEventFilter({ reason: 'it asks for no field' });
  const nodeId = (address: string) => {
    const problem = addressProblem(address);
    if (problem !== undefined) throw addressErrors.badAddress({ address, problem });
    return anyNode;
  };
  compileFilter(options, { namespaceIndex: () => 0, nodeId });
}

const anyNode = new NodeId(NodeIdType.NUMERIC, 1, 0);
