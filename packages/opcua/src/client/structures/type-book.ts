import type { Clock } from '@millwright/tags';
import type { NodeId } from 'node-opcua-nodeid';
import { formatNodeAddress, parseNodeAddress } from '../../address/node-address.ts';
import type { Caller, Outcome } from '../caller.ts';
import type { SessionLink } from '../session-link.ts';
import type { DataType, KnownTypes } from '../values/data-type.ts';
import type { ReadValue } from '../values/data-value.ts';
import { Doubts } from './doubts.ts';
import { definitionOf, type FoundType, failuresIn, needsOf } from './found-type.ts';
import { type AskOptions, Inquiry, keyOf } from './inquiry.ts';
import { linkKinds } from './link-kinds.ts';
import { tellOldTypes } from './old-types.ts';
import { standardType, standardTypeByEncoding, standardTypeNamed } from './standard-types.ts';
import { TypeMaker } from './type-maker.ts';

/** What values a node takes. */
export interface NodeType {
  readonly type: DataType;
  /** -1 scalar, 0 any array, 1 an array, n a matrix; -2 anything, -3 scalar or array. @see OPC 10000-3 section 8.6 */
  readonly rank: number;
  /** Why the server could not be asked about all of the type. */
  readonly failure?: unknown;
}

/** So many nodes and encodings are remembered: messages may bring ever new addresses, and a server ever new types. */
const mostKept = 100_000;

/** So many types may one type lead to: a server must not fill the memory with them. */
const mostTypes = 20_000;

/** `i=85`: a node of the specification's namespace, by its number. */
function standardId(key: string): number | undefined {
  const [, digits] = /^i=(\d+)$/.exec(key) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * The data types of one session's server, and which of them its nodes have: each is asked for when a value needs it, and only once. One that the
 * server cannot be asked about stands in nobody's way: it is as much as is known of it, and asked for again after a while.
 */
export class TypeBook implements KnownTypes {
  readonly namespaces: readonly string[];
  readonly #inquiry: Inquiry;
  readonly #doubts: Doubts;
  readonly #types = new Map<string, DataType>();
  readonly #encodings = new Map<string, DataType | null>();
  readonly #nodes = new Map<string, NodeType | ReadValue>();
  /** By type: which one it is a subtype of. */
  readonly #bases = new Map<string, string>();
  /** By type: why the server could not be asked about all of it. */
  readonly #failures = new Map<string, unknown>();
  /** What is being asked just now: two that need the same type are to ask for it once. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(caller: Caller, clock: Clock, link: SessionLink) {
    this.namespaces = link.facts.namespaces;
    this.#doubts = new Doubts(clock);
    this.#inquiry = new Inquiry(caller, clock, link, this);
  }

  byEncoding(encoding: string): DataType | null | undefined {
    const known = this.#encodings.get(encoding);
    if (known !== undefined) return known;
    const id = standardId(encoding);
    return id === undefined ? undefined : standardTypeByEncoding(id);
  }

  /** The key of a node by its address; undefined where that is none in this session. */
  keyAt(address: string): string | undefined {
    const parsed = parseNodeAddress(address);
    if (!('address' in parsed)) return undefined;
    const { namespace, identifier } = parsed.address;
    const index = 'index' in namespace ? namespace.index : this.namespaces.indexOf(namespace.uri);
    return index < 0 ? undefined : formatNodeAddress({ namespace: { index }, identifier });
  }

  /** A type that is there already. @param key its node id */
  type(key: string): DataType | undefined {
    const known = this.#types.get(key);
    if (known) return known;
    const id = standardId(key);
    return id === undefined ? undefined : standardType(id);
  }

  /** A type that is there already, by its name; the first of that name. */
  typeNamed(name: string): DataType | undefined {
    for (const type of this.#types.values()) if (type.name === name) return type;
    return standardTypeNamed(name);
  }

  /** What is known of a node's type: undefined where nobody asked yet, what the server answered instead where it does not say. */
  nodeType(nodeId: NodeId): NodeType | ReadValue | undefined {
    return this.#nodes.get(keyOf(nodeId));
  }

  /** It may have another type by now. */
  forgetNode(nodeId: NodeId): void {
    this.#nodes.delete(keyOf(nodeId));
  }

  /** Why the server could not be asked about all of a type. @param key its node id */
  failureOf(key: string): unknown {
    return this.#failures.get(key);
  }

  /** Whether more may be known of a node's type later in this session. */
  isInDoubt(nodeId: NodeId): boolean {
    const key = keyOf(nodeId);
    return !this.#nodes.has(key) || this.#doubts.has(this.#nodes, key);
  }

  /**
   * Asks for the types of nodes that nobody asked for yet.
   * @returns why nothing came, by the keys of those nodes @throws where the session is gone, or the signal's reason
   */
  learnNodes(nodeIds: readonly NodeId[], options: AskOptions): Promise<ReadonlyMap<string, unknown>> {
    return this.#inTurn(async () => {
      const errors = new Map<string, unknown>();
      const wanted = new Map(nodeIds.map((nodeId) => [keyOf(nodeId), nodeId]));
      for (const key of [...wanted.keys()]) if (this.#nodes.has(key)) wanted.delete(key);
      if (wanted.size === 0) return errors;
      const nodes = [...wanted.values()];
      const answers = await this.#inquiry.attributes(nodes, ['DataType', 'ValueRank'], options);
      const types = answers.map((answer) => {
        const [type] = 'result' in answer ? answer.result : [];
        return typeof type?.value === 'string' ? type.value : undefined;
      });
      await this.#learn(
        types.filter((type) => type !== undefined),
        options,
      );
      if (this.#nodes.size > mostKept) this.#nodes.clear();
      for (const [index, key] of [...wanted.keys()].entries()) {
        const answer = answers[index];
        if (!answer) continue;
        if ('error' in answer) {
          errors.set(key, answer.error);
          continue;
        }
        const [dataType, rank] = answer.result;
        const typeKey = types[index];
        const type = typeKey === undefined ? undefined : this.type(typeKey);
        if (typeKey !== undefined && type) {
          const failure = this.#failures.get(typeKey);
          if (failure !== undefined) this.#doubts.add(this.#nodes, key);
          this.#nodes.set(key, { type, rank: Number(rank?.value ?? -2), failure });
        } else if (dataType) this.#nodes.set(key, dataType);
      }
      return errors;
    });
  }

  /** Of which built-in types the values are that nodes hold just now, 0 for none. Not remembered: they may hold others soon. */
  async currentTypes(
    nodeIds: readonly NodeId[],
    options: AskOptions,
  ): Promise<ReadonlyMap<NodeId, Outcome<number>>> {
    const types = await this.#inquiry.valueTypes(nodeIds, options);
    return new Map(types.map((type, index) => [nodeIds[index] as NodeId, type]));
  }

  /** Asks for types by their node ids. @throws where the session is gone, or the signal's reason */
  learnTypes(keys: readonly string[], options: AskOptions): Promise<void> {
    return this.#inTurn(() => this.#learn(keys, options));
  }

  /** Asks for types by the encoding that their values go under. What nobody can tell is not asked for again. @throws where the session is gone, or the signal's reason */
  learnEncodings(encodings: Iterable<string>, options: AskOptions): Promise<void> {
    return this.#inTurn(async () => {
      const wanted = new Map<string, NodeId>();
      for (const key of encodings) {
        if (this.byEncoding(key) !== undefined) continue;
        const nodeId = this.#inquiry.nodeId(key);
        if (nodeId) wanted.set(key, nodeId);
        else this.#encodings.set(key, null);
      }
      if (wanted.size === 0) return;
      const origins = await this.#inquiry.links([...wanted.values()], linkKinds.typeOfEncoding, options);
      const types = origins.map((origin) =>
        'result' in origin && origin.result[0] ? keyOf(origin.result[0].nodeId) : undefined,
      );
      await this.#learn(
        types.filter((type) => type !== undefined),
        options,
      );
      if (this.#encodings.size > mostKept) this.#encodings.clear();
      for (const [index, encoding] of [...wanted.keys()].entries()) {
        const typeKey = types[index];
        const type = typeKey === undefined ? undefined : this.type(typeKey);
        const origin = origins[index];
        const isFailed = origin !== undefined && 'error' in origin;
        if (isFailed || (typeKey !== undefined && this.#failures.has(typeKey)))
          this.#doubts.add(this.#encodings, encoding);
        this.#encodings.set(encoding, type?.structure ? type : null);
      }
    });
  }

  async #learn(keys: readonly string[], options: AskOptions): Promise<void> {
    const found = new Map<string, FoundType>();
    const isNew = (key: string) => !found.has(key) && this.type(key) === undefined;
    let wanted = [...new Set(keys)].filter(isNew);
    while (wanted.length > 0 && found.size < mostTypes) {
      const news = await this.#ask(wanted, options);
      for (const [key, type] of news) found.set(key, type);
      wanted = [...new Set([...news.values()].flatMap(needsOf))].filter(isNew);
    }
    await tellOldTypes(found, this.#bases, this.#inquiry, options);
    // Those that values are read by just now are held by whoever has them.
    if (this.#types.size > mostKept) this.#types.clear();
    if (this.#bases.size > mostKept) this.#bases.clear();
    for (const [key, failure] of failuresIn(found, this.#failures)) {
      this.#failures.set(key, failure);
      this.#doubts.add(this.#failures, key);
      this.#doubts.add(this.#types, key);
    }
    const maker = new TypeMaker(
      found,
      (key) => this.type(key),
      (key, type) => this.#types.set(key, type),
    );
    for (const key of found.keys()) {
      const type = maker.make(key);
      if (type.structure && type.structure.encoding !== 'i=0') {
        const { encoding } = type.structure;
        if (this.#failures.has(key)) this.#doubts.add(this.#encodings, encoding);
        this.#encodings.set(encoding, type);
      }
    }
  }

  async #ask(keys: readonly string[], options: AskOptions): Promise<ReadonlyMap<string, FoundType>> {
    const nodes = new Map<string, NodeId>();
    const found = new Map<string, FoundType>();
    for (const key of keys) {
      const nodeId = this.#inquiry.nodeId(key);
      if (nodeId) nodes.set(key, nodeId);
      else found.set(key, { name: key, base: undefined, definition: undefined });
    }
    const ids = [...nodes.values()];
    const answers = await this.#inquiry.attributes(ids, ['BrowseName', 'DataTypeDefinition'], options);
    const bases = await this.#inquiry.links(ids, linkKinds.supertype, options);
    for (const [index, key] of [...nodes.keys()].entries()) {
      const [answer, above] = [answers[index], bases[index]];
      const [name, definition] = answer && 'result' in answer ? answer.result : [];
      const [base] = above && 'result' in above ? above.result : [];
      const failure = [answer, above].find((each) => each && 'error' in each);
      if (base) this.#bases.set(key, keyOf(base.nodeId));
      found.set(key, {
        name: nameOf(name, key),
        base: base && keyOf(base.nodeId),
        definition: definitionOf(definition?.value ?? null),
        ...(failure && 'error' in failure && { failure: failure.error }),
      });
    }
    return found;
  }

  #inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const mine = this.#turn.then(() => {
      this.#doubts.pass();
      return task();
    });
    // Whoever asked is told by `mine`; the next one has a turn all the same.
    this.#turn = mine.catch(() => {});
    return mine;
  }
}

/** Without the number of its namespace. */
function nameOf(name: ReadValue | undefined, key: string): string {
  return typeof name?.value === 'string' ? name.value.slice(name.value.indexOf(':') + 1) : key;
}

export const isNodeType = (known: NodeType | ReadValue | undefined): known is NodeType =>
  known !== undefined && 'type' in known;

/** One book for each session: in another one the server may have other types under the same numbers. */
export class TypeBooks {
  readonly #caller: Caller;
  readonly #clock: Clock;
  readonly #books = new WeakMap<SessionLink, TypeBook>();

  constructor(caller: Caller, clock: Clock) {
    this.#caller = caller;
    this.#clock = clock;
  }

  of(link: SessionLink): TypeBook {
    let book = this.#books.get(link);
    if (book === undefined) {
      book = new TypeBook(this.#caller, this.#clock, link);
      this.#books.set(link, book);
    }
    return book;
  }
}
