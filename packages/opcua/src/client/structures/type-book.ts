import type { Clock } from '@millwright/tags';
import type { NodeId } from 'node-opcua-nodeid';
import { formatNodeAddress, parseNodeAddress } from '../../address/node-address.ts';
import type { Caller } from '../caller.ts';
import type { SessionLink } from '../session-link.ts';
import type { DataType, KnownTypes } from '../values/data-type.ts';
import type { ReadValue } from '../values/data-value.ts';
import { definitionOf, type FoundType, needsOf } from './found-type.ts';
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
 * The data types of one session's server, and which of them its nodes have: each is asked for when a value needs it, and only once.
 */
export class TypeBook implements KnownTypes {
  readonly namespaces: readonly string[];
  readonly #inquiry: Inquiry;
  readonly #types = new Map<string, DataType>();
  readonly #encodings = new Map<string, DataType | null>();
  readonly #nodes = new Map<string, NodeType | ReadValue>();
  /** What is being asked just now: two that need the same type are to ask for it once. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(caller: Caller, clock: Clock, link: SessionLink) {
    this.namespaces = link.facts.namespaces;
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

  /** Asks for the types of nodes that nobody asked for yet. @throws why nothing came */
  learnNodes(nodeIds: readonly NodeId[], options: AskOptions): Promise<void> {
    return this.#inTurn(async () => {
      const wanted = new Map(nodeIds.map((nodeId) => [keyOf(nodeId), nodeId]));
      for (const key of [...wanted.keys()]) if (this.#nodes.has(key)) wanted.delete(key);
      if (wanted.size === 0) return;
      const nodes = [...wanted.values()];
      const answers = await this.#inquiry.attributes(nodes, ['DataType', 'ValueRank'], options);
      const types = answers.map(([type]) => (typeof type?.value === 'string' ? type.value : undefined));
      await this.#learn(
        types.filter((type) => type !== undefined),
        options,
      );
      if (this.#nodes.size > mostKept) this.#nodes.clear();
      for (const [index, key] of [...wanted.keys()].entries()) {
        const [dataType, rank] = answers[index] ?? [];
        const type = types[index] === undefined ? undefined : this.type(types[index]);
        if (type) this.#nodes.set(key, { type, rank: Number(rank?.value ?? -2) });
        else if (dataType) this.#nodes.set(key, dataType);
      }
    });
  }

  /** Of which built-in types the values are that nodes hold just now. Not remembered: they may hold others soon. */
  currentTypes(nodeIds: readonly NodeId[], options: AskOptions): Promise<ReadonlyMap<NodeId, number>> {
    return this.#inquiry.valueTypes(nodeIds, options);
  }

  /** Asks for types by their node ids. @throws why nothing came */
  learnTypes(keys: readonly string[], options: AskOptions): Promise<void> {
    return this.#inTurn(() => this.#learn(keys, options));
  }

  /** Asks for types by the encoding that their values go under. What nobody can tell is not asked for again. @throws why nothing came */
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
      const types = origins.map(([origin]) => origin && keyOf(origin.nodeId));
      await this.#learn(
        types.filter((type) => type !== undefined),
        options,
      );
      if (this.#encodings.size > mostKept) this.#encodings.clear();
      for (const [index, encoding] of [...wanted.keys()].entries()) {
        const type = types[index] === undefined ? undefined : this.type(types[index]);
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
    await tellOldTypes(found, this.#inquiry, options);
    // Those that values are read by just now are held by whoever has them.
    if (this.#types.size > mostKept) this.#types.clear();
    const maker = new TypeMaker(
      found,
      (key) => this.type(key),
      (key, type) => this.#types.set(key, type),
    );
    for (const key of found.keys()) {
      const type = maker.make(key);
      if (type.structure && type.structure.encoding !== 'i=0') {
        this.#encodings.set(type.structure.encoding, type);
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
      const [name, definition] = answers[index] ?? [];
      found.set(key, {
        name: nameOf(name, key),
        base: bases[index]?.[0] && keyOf(bases[index][0].nodeId),
        definition: definitionOf(definition?.value ?? null),
      });
    }
    return found;
  }

  #inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const mine = this.#turn.then(task);
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
