import type { Clock } from '@millwright/tags';
import type { NodeId } from 'node-opcua-nodeid';
import { parseNodeAddress } from '../../address/node-address.ts';
import { attributes } from '../../attributes.ts';
import { statusNameOf } from '../../errors.ts';
import { nodeIdOf, textOfNodeId } from '../addresses/node-id.ts';
import { isSessionChange, sameSession } from '../addresses/session-change.ts';
import { browseTargets } from '../browse/browse-targets.ts';
import type { Caller, CallOptions, ManyService, Outcome } from '../caller.ts';
import { type ReadOperation, readOperation } from '../read/read-operation.ts';
import { type ReadAnswer, ReadService } from '../read/read-service.ts';
import type { SessionLink } from '../session-link.ts';
import type { KnownTypes } from '../values/data-type.ts';
import { type ReadValue, readDataValue } from '../values/data-value.ts';
import { Decoding } from '../values/decoding.ts';
import { type Linked, type LinkKind, linkedOf, linkTarget } from './linked.ts';

export interface AskOptions {
  readonly signal: AbortSignal;
  readonly source?: unknown;
}

/** So many references of a kind has a type on average at most: a server must not have us ask for ever. */
const mostLinks = 250;

/** A node id as a key within its session. */
export const keyOf = (nodeId: NodeId): string => textOfNodeId(nodeId, []);

/**
 * Asks a server about nodes of one session. What it cannot be asked about one node holds for that one only.
 */
export class Inquiry {
  readonly #caller: Caller;
  readonly #clock: Clock;
  readonly #link: SessionLink;
  readonly #types: KnownTypes;

  constructor(caller: Caller, clock: Clock, link: SessionLink, types: KnownTypes) {
    this.#caller = caller;
    this.#clock = clock;
    this.#link = link;
    this.#types = types;
  }

  /** Undefined for a key that names no node of this server. */
  nodeId(key: string): NodeId | undefined {
    const parsed = parseNodeAddress(key);
    return 'address' in parsed ? nodeIdOf(parsed.address, this.#link.facts.namespaces) : undefined;
  }

  /** Some attributes of each node. @throws where the session is gone, or the signal's reason */
  async attributes(
    nodes: readonly NodeId[],
    names: readonly (keyof typeof attributes)[],
    options: AskOptions,
  ): Promise<readonly Outcome<readonly ReadValue[]>[]> {
    const places = nodes.flatMap((nodeId) => names.map((name) => readOperation(nodeId, attributes[name])));
    const outcomes = await this.#read(places, options);
    const read = ({ raw }: ReadAnswer): ReadValue =>
      readDataValue(raw, new Decoding(this.#types, { wide: 'number', enumerations: 'number' }));
    return nodes.map((_, index) => {
      const own = outcomes.slice(index * names.length, (index + 1) * names.length);
      const failed = own.find((outcome) => 'error' in outcome);
      return (
        failed ?? { result: own.flatMap((outcome) => ('result' in outcome ? read(outcome.result) : [])) }
      );
    });
  }

  /** Of which built-in type the value of each node is; 0 where it has none. @throws where the session is gone, or the signal's reason */
  async valueTypes(nodes: readonly NodeId[], options: AskOptions): Promise<readonly Outcome<number>[]> {
    const places = nodes.map((nodeId) => readOperation(nodeId, attributes.Value));
    const answers = await this.#read(places, options);
    return answers.map((answer) => {
      if ('error' in answer) return answer;
      const { bytes, at } = answer.result.raw;
      return { result: (bytes[at] ?? 0) & 1 ? (bytes[at + 1] ?? 0) & 0x3f : 0 };
    });
  }

  #read(places: readonly ReadOperation[], options: AskOptions): Promise<readonly Outcome<ReadAnswer>[]> {
    const link = this.#link;
    const service = new ReadService({ maxAge: 0, timestamps: 'neither' }, this.#clock);
    const operations = places.map((place) => ({
      encoded(now: SessionLink) {
        sameSession(now, link);
        return place.encoded(now);
      },
    }));
    return this.#many(operations, service, options);
  }

  /** What the references of each node lead to. @throws where the session is gone, or the signal's reason */
  async links(
    nodes: readonly NodeId[],
    kind: LinkKind,
    { signal }: AskOptions,
  ): Promise<readonly Outcome<readonly Linked[]>[]> {
    const targets = nodes.map((nodeId) => linkTarget(nodeId, kind, this.#link));
    const most = nodes.length * mostLinks;
    const outcomes = await browseTargets(this.#caller, targets, { signal, most, read: linkedOf });
    return answersIn(outcomes).map((outcome) => {
      if ('result' in outcome) return { result: outcome.result.references.flat() };
      // A server need not have a node for each type that it names.
      return statusNameOf(outcome.error) === 'BadNodeIdUnknown' ? { result: [] } : outcome;
    });
  }

  async #many<Operation, Result>(
    operations: readonly Operation[],
    service: ManyService<Operation, Result>,
    { signal, source }: AskOptions,
  ): Promise<readonly Outcome<Result>[]> {
    const terms: CallOptions = { signal, repeatable: true, ...(source !== undefined && { source }) };
    const outcomes = await this.#caller.callMany(operations, service, terms);
    signal.throwIfAborted();
    return answersIn(outcomes);
  }
}

/** @throws where the session is gone: nothing of it holds any more */
function answersIn<Result>(outcomes: readonly Outcome<Result>[]): readonly Outcome<Result>[] {
  for (const outcome of outcomes) {
    if ('error' in outcome && isSessionChange(outcome.error)) throw outcome.error;
  }
  return outcomes;
}
