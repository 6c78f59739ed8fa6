import type { Sample } from '@millwright/tags';
import type { NodeId } from 'node-opcua-nodeid';
import { builtIn } from '../values/built-in.ts';
import type { DataType, KnownTypes } from '../values/data-type.ts';
import type { RawValue } from '../values/data-value.ts';
import { sampleOf } from '../values/sample.ts';
import type { DataItem } from './data-item.ts';

/** The data types of one session's server. */
export interface SessionTypes extends KnownTypes {
  learnEncodings(encodings: Iterable<string>, options: { readonly signal: AbortSignal }): Promise<void>;
  learnNodes(nodeIds: readonly NodeId[], options: { readonly signal: AbortSignal }): Promise<unknown>;
  nodeType(nodeId: NodeId): { readonly type: DataType } | object | undefined;
}

export interface SampleReaderOptions {
  /** Of the session that the values come from; undefined while there is none. */
  readonly types: () => SessionTypes | undefined;
  readonly nodeId: (item: DataItem) => NodeId | undefined;
  readonly signal: AbortSignal;
  /** What was waited for has been told. */
  readonly onTold: () => void;
}

/** What becomes of a sample, at once or when its type is known. */
export type Tell = (item: DataItem, sample: Sample) => void;

interface Waiting {
  readonly item: DataItem;
  readonly raw: RawValue;
  readonly at: number;
  readonly tell: Tell;
}

const noTypes: KnownTypes = { namespaces: [], byEncoding: () => null };

/** So many values wait for their types to be known at most; then they are told as well as they can be. */
const mostWaiting = 20_000;

/**
 * Makes samples of values as they lie in messages. A value whose type only the server knows waits until it was asked, and all after it, so that
 * they keep their order.
 */
export class SampleReader {
  readonly #options: SampleReaderOptions;
  #waiting: Waiting[] = [];
  #round = 0;
  readonly #encodings = new Set<string>();
  readonly #nodes = new Set<DataItem>();
  /** By session: whether an item's numbers have names. */
  readonly #typed = new WeakMap<SessionTypes, WeakSet<DataItem>>();

  constructor(options: SampleReaderOptions) {
    this.#options = options;
  }

  /** @returns the status code that the value came with */
  read(item: DataItem, raw: RawValue, at: number, tell: Tell): number {
    const types = this.#options.types();
    if (types && mayBeNamed(item, raw) && !this.#typed.get(types)?.has(item)) this.#nodes.add(item);
    const sample = this.#sample(item, raw, at);
    const needs = this.#encodings.size + this.#nodes.size > 0;
    if (types && (needs || this.#waiting.length > 0)) {
      this.#waiting.push({ item, raw, at, tell });
      if (this.#waiting.length > mostWaiting) this.finish();
    } else tell(item, sample);
    return sample.status?.code ?? 0;
  }

  /** A message is over: asks for what its values need. */
  flush(): void {
    const types = this.#options.types();
    if (!types || this.#encodings.size + this.#nodes.size === 0) return;
    const encodings = [...this.#encodings];
    const items = [...this.#nodes];
    this.#encodings.clear();
    this.#nodes.clear();
    const round = this.#round;
    void this.#learn(types, encodings, items).then(() => {
      if (round !== this.#round) return;
      // What came meanwhile may need types of its own.
      if (this.#encodings.size + this.#nodes.size > 0) this.flush();
      else this.finish();
    });
  }

  /** Tells what waits, as well as it can be told. */
  finish(): void {
    this.#round += 1;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#nodes.clear();
    for (const { item, raw, at, tell } of waiting) tell(item, this.#sample(item, raw, at));
    this.#encodings.clear();
    if (waiting.length > 0) this.#options.onTold();
  }

  async #learn(types: SessionTypes, encodings: readonly string[], items: readonly DataItem[]): Promise<void> {
    const { nodeId, signal } = this.#options;
    try {
      const nodeIds = items.map(nodeId).filter((id) => id !== undefined);
      if (nodeIds.length > 0) await types.learnNodes(nodeIds, { signal });
      if (encodings.length > 0) await types.learnEncodings(encodings, { signal });
    } catch {
      // They are told without names then; the next session asks again.
    }
    const typed = this.#typed.get(types) ?? new WeakSet();
    this.#typed.set(types, typed);
    for (const item of items) {
      typed.add(item);
      const id = nodeId(item);
      const known = id && types.nodeType(id);
      item.enumeration = known && 'type' in known ? known.type.enumeration : undefined;
    }
  }

  #sample(item: DataItem, raw: RawValue, at: number): Sample {
    return sampleOf(item.tag, raw, {
      types: this.#options.types() ?? noTypes,
      ts: at,
      last: item.known,
      enumeration: item.enumeration,
      missing: this.#encodings,
    });
  }
}

/** Whether a value may be one of an enumeration, whose numbers have names. */
function mayBeNamed({ tag }: DataItem, { bytes, at }: RawValue): boolean {
  if (tag.enumerations === 'number' || (tag.attribute ?? 'Value') !== 'Value') return false;
  return ((bytes[at] ?? 0) & 0x01) === 1 && ((bytes[at + 1] ?? 0) & 0x3f) === builtIn.Int32;
}
