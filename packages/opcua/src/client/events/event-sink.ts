import { type Gap, type GapState, noGap, trackGap } from '@millwright/tags';
import { EventFilterResult, type MonitoredItemCreateResult } from 'node-opcua-types';
import { type EventField, fieldName } from '../../events/event-filter.ts';
import { badStatuses } from '../../statuses.ts';
import { statusOfError } from '../status-of-error.ts';
import type { KnownTypes } from '../values/data-type.ts';
import type { RawValue } from '../values/data-value.ts';
import type { SinkHost } from '../watch/data-sink.ts';
import type { Item, ItemSink } from '../watch/item.ts';
import { StateTeller } from '../watch/state-teller.ts';
import type { Revised } from '../watch/watch.ts';
import { readField } from './event-reader.ts';
import type { EventWatchOptions, OpcUaEvent } from './events.ts';

/** What a server sends where it had no room for an event. @see OPC 10000-4 section 7.22.3 */
const overflowType = 'i=3035';
/** So many events wait for their types to be known at most; then they are told as well as they can be. */
const mostWaiting = 5_000;

interface Waiting {
  readonly fields: readonly RawValue[];
  readonly at: number;
}

const noTypes: KnownTypes = { namespaces: [], byEncoding: () => null };

/** Makes of what a subscription brings for a notifier what a watch of events tells. */
export class EventSink implements ItemSink {
  readonly state: StateTeller;
  /** Fields, by number, that the server does not take at all: they are left out of the filter. */
  readonly left = new Set<number>();
  item: Item | undefined;
  readonly #options: EventWatchOptions;
  readonly #host: SinkHost;
  readonly #closing = new AbortController();
  readonly #items = new Map<string, Item>();
  readonly #names: readonly string[];
  readonly #missing = new Set<string>();
  readonly #warned = new Set<string>();
  #gap: GapState;
  #batch: OpcUaEvent[] = [];
  #waiting: Waiting[] = [];
  #isLearning = false;
  #received = 0;
  #overflows = 0;
  #gaps = 0;

  constructor(options: EventWatchOptions, host: SinkHost) {
    this.#options = options;
    this.#host = host;
    this.#names = options.fields.map(fieldName);
    this.#gap = noGap(host.clock.now());
    this.state = new StateTeller(this.#items, options, (error) => host.fault(error));
  }

  get counts() {
    return { received: this.#received, overflows: this.#overflows, gaps: this.#gaps };
  }

  close(): void {
    this.#closing.abort();
  }

  heard(at: number): void {
    // While the server does not take the item it is heard all the same, and no event comes.
    if (this.item?.id !== undefined) this.state.heard();
    const { state, ended } = trackGap(this.#gap, { at, lost: undefined });
    this.#gap = state;
    if (ended) this.#tellGap(ended);
  }

  value(): number {
    return 0;
  }

  event(_item: Item, fields: readonly RawValue[], at: number): void {
    if (this.#closing.signal.aborted) return;
    const event = this.#read(fields, at);
    if (this.#missing.size > 0 || this.#waiting.length > 0) {
      this.#waiting.push({ fields, at });
      if (this.#waiting.length > mostWaiting) this.#finish();
    } else this.#batch.push(event);
  }

  flush(): void {
    this.#hand();
    if (this.#waiting.length === 0 || this.#isLearning) return;
    const types = this.#host.session()?.types;
    if (!types) {
      this.#finish();
      return;
    }
    this.#isLearning = true;
    const encodings = [...this.#missing];
    this.#missing.clear();
    void types
      .learnEncodings(encodings, { signal: this.#closing.signal })
      // They are told without what nobody can read then.
      .catch(() => {})
      .then(() => {
        this.#isLearning = false;
        this.#finish();
      });
  }

  created(item: Item, { filterResult }: MonitoredItemCreateResult): void {
    this.#items.set(item.address, item);
    if (filterResult instanceof EventFilterResult) this.#warn(filterResult);
  }

  refused(_item: Item, error: unknown, _at: number, result?: MonitoredItemCreateResult): void {
    this.state.troubled(error);
    const refusal = result?.filterResult;
    if (!(refusal instanceof EventFilterResult)) return;
    // What is refused for a field is asked for without it.
    for (const index of this.#warn(refusal)) this.left.add(index);
  }

  lost(error: unknown, at: number): void {
    this.#finish();
    this.#gap = trackGap(this.#gap, { at, lost: statusOfError(error).reason }).state;
  }

  offline(error: unknown, at: number): void {
    if (error !== undefined) this.lost(error, at);
    this.state.lost();
  }

  missed(gap: Gap): void {
    this.#tellGap(gap);
  }

  /** An event that is lost cannot be asked for: the gap says it. */
  stale(): void {}

  live(revised: Revised): void {
    if (this.item?.id !== undefined) this.state.live(revised);
  }

  troubled(error: unknown): void {
    this.state.troubled(error);
  }

  /** @returns the numbers of the fields that the server does not take */
  #warn({ selectClauseResults, whereClauseResult }: EventFilterResult): readonly number[] {
    const { fields, onWarning } = this.#options;
    const asked = [...fields.keys()].filter((index) => !this.left.has(index));
    const refused: number[] = [];
    for (const [place, status] of (selectClauseResults ?? []).entries()) {
      const index = asked[place];
      const field = index === undefined ? undefined : fields[index];
      if (!status.isBad() || index === undefined || !field) continue;
      refused.push(index);
      this.#warnOnce(field, status.name, onWarning);
    }
    for (const { statusCode } of whereClauseResult?.elementResults ?? []) {
      if (statusCode.isBad()) this.#warnOnce(undefined, statusCode.name, onWarning);
    }
    return refused;
  }

  #warnOnce(field: EventField | undefined, status: string, onWarning: EventWatchOptions['onWarning']): void {
    const name = field && fieldName(field);
    const key = `${name ?? ''} ${status}`;
    if (this.#warned.has(key)) return;
    this.#warned.add(key);
    const meanings: Readonly<Record<string, readonly [number, string] | undefined>> = badStatuses;
    const meaning = meanings[status]?.[1] ?? '';
    const what = name === undefined ? 'a condition of the filter' : `the field ${name}`;
    const message = `The server does not take ${what}: ${status}${meaning === '' ? '' : ` (${meaning})`}`;
    onWarning?.({ ...(name !== undefined && { field: name }), status, message });
  }

  #read(raw: readonly RawValue[], at: number): OpcUaEvent {
    const types = this.#host.session()?.types ?? noTypes;
    const fields: Record<string, OpcUaEvent['fields'][string]> = {};
    let place = 0;
    for (const [index, name] of this.#names.entries()) {
      const value = this.left.has(index) ? undefined : raw[place++];
      fields[name] = value ? readField(value, types, this.#options.uris ?? false, this.#missing) : null;
    }
    return this.#isOverflow(fields) ? { fields, ts: at, overflow: true } : { fields, ts: at };
  }

  #isOverflow(fields: OpcUaEvent['fields']): boolean {
    const index = this.#options.fields.findIndex(({ path }) => path === 'EventType');
    const name = this.#names[index];
    return name !== undefined && fields[name] === overflowType;
  }

  #finish(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { fields, at } of waiting) this.#batch.push(this.#read(fields, at));
    this.#missing.clear();
    this.#hand();
  }

  #hand(): void {
    const batch = this.#batch;
    if (batch.length === 0 || this.#closing.signal.aborted) return;
    this.#batch = [];
    this.#received += batch.length;
    for (const { overflow } of batch) if (overflow) this.#overflows += 1;
    this.#guard(() => this.#options.onEvents(batch));
  }

  #tellGap(gap: Gap): void {
    if (this.#closing.signal.aborted) return;
    this.#gaps += 1;
    this.#hand();
    this.#guard(() => this.#options.onGap(gap));
  }

  #guard(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.#host.fault(error);
    }
  }
}
