import { type Connection, type SampleValue, sameValue, tagErrors } from '@millwright/tags';
import type { NodeId } from 'node-opcua-nodeid';
import { serviceError } from '../../errors.ts';
import type { OpcUaTag } from '../../tag.ts';
import type { Resolver } from '../addresses/resolver.ts';
import { isSessionChange } from '../addresses/session-change.ts';
import type { Caller, Outcome } from '../caller.ts';
import type { Reader } from '../read/reader.ts';
import { refusalOf } from '../refusal-of.ts';
import type { SessionLink } from '../session-link.ts';
import { statusOfError } from '../status-of-error.ts';
import { keyOf } from '../structures/inquiry.ts';
import { isNodeType, type TypeBook, type TypeBooks } from '../structures/type-book.ts';
import { builtIn, builtInName, isBuiltIn } from '../values/built-in.ts';
import type { WantedType } from '../values/encode-value.ts';
import { statusName } from '../values/status-code.ts';
import { attributeType } from './attribute-types.ts';
import { isOpen, type PreparedWrite, prepareWrite, type ValueToWrite } from './prepare.ts';
import {
  answeredResult,
  differingResult,
  failedResult,
  type OpcUaWriteResult,
  unsentResult,
  unverifiedResult,
} from './write-result.ts';
import { WriteService } from './write-service.ts';

export interface WriterOptions {
  readonly caller: Caller;
  readonly connection: Pick<Connection<SessionLink>, 'need' | 'link'>;
  readonly resolver: Resolver;
  readonly types: TypeBooks;
  /** Reads back, and what a tag holds whose step is limited. */
  readonly reader: Reader;
}

export interface WriteOptions {
  readonly signal: AbortSignal;
  /** Who asks: those that share a connection get fair turns. */
  readonly source?: unknown;
  /** Milliseconds from now within which it has to be sent. */
  readonly deadline?: number;
  /** Whether each value is read back and compared. Default: false. */
  readonly verify?: boolean;
  /** Whether a number that is none of a whole type becomes the nearest one. Default: it is refused. */
  readonly round?: boolean;
}

export interface Writing {
  /** One for each value, in their order. */
  readonly results: readonly OpcUaWriteResult[];
  /** The first failure, where nothing was written, for certain, because the server could not be asked. */
  readonly failed?: unknown;
}

/** A session that changes while a write is prepared is a reason to prepare it anew: nothing was sent. */
const mostAttempts = 3;

/**
 * Writes tags, each with exactly the type that its node has at the server. Nothing is ever sent twice.
 *
 * @example
 * const { results } = await writer.write([{ tag: { name: 'speed', address: 'nsu=urn:plant;s=Speed' }, value: 1.5 }], { signal });
 */
export class Writer {
  readonly #options: WriterOptions;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** It never rejects: each result says what became of its value. */
  async write(items: readonly ValueToWrite[], options: WriteOptions): Promise<Writing> {
    const results = new Map<ValueToWrite, OpcUaWriteResult>();
    const errors: unknown[] = [];
    const fail = (item: ValueToWrite, error: unknown, resultOf = unsentResult): void => {
      errors.push(error);
      results.set(item, resultOf(item.tag.name, error));
    };
    const release = this.#options.connection.need();
    try {
      let left = items.filter((item) => {
        // What its table never allows is refused without asking the server.
        if (!item.tag.rules?.readOnly) return true;
        fail(item, tagErrors.readOnly({ tag: item.tag.name }));
        return false;
      });
      for (let attempt = 1; left.length > 0; attempt += 1) {
        left = await this.#attempt(left, options, results, fail, attempt < mostAttempts);
      }
    } finally {
      release();
    }
    const ordered = items.map((item) => results.get(item) as OpcUaWriteResult);
    const isNothing =
      ordered.length > 0 && ordered.every(({ outcome }) => outcome === 'refused' || outcome === 'failed');
    const [first] = errors;
    // Where the server answered for each value, the results say all there is to say.
    return isNothing && errors.length === ordered.length
      ? { results: ordered, failed: first }
      : { results: ordered };
  }

  /** @returns those that were not sent because the session changed meanwhile */
  async #attempt(
    items: readonly ValueToWrite[],
    options: WriteOptions,
    results: Map<ValueToWrite, OpcUaWriteResult>,
    fail: (item: ValueToWrite, error: unknown, resultOf?: typeof failedResult) => void,
    mayRepeat: boolean,
  ): Promise<ValueToWrite[]> {
    const { caller, connection } = this.#options;
    const { signal, source, deadline, verify = false } = options;
    let link: SessionLink;
    let prepared: readonly PreparedWrite[];
    try {
      link = await connection.link(signal);
      prepared = await this.#prepare(items, link, options, fail);
    } catch (error) {
      if (mayRepeat && isSessionChange(error)) return [...items];
      for (const item of items) fail(item, error);
      return [];
    }
    const outcomes = await caller.callMany(
      prepared.map(({ operation }) => operation),
      new WriteService(link),
      {
        signal,
        lane: 'write',
        repeatable: false,
        ...(source !== undefined && { source }),
        ...(deadline !== undefined && { deadline }),
      },
    );
    const again: ValueToWrite[] = [];
    const done: PreparedWrite[] = [];
    const book = this.#options.types.of(link);
    for (const [index, each] of prepared.entries()) {
      const outcome = outcomes[index];
      const { item, operation, meant } = each;
      if (!outcome || 'error' in outcome) {
        if (mayRepeat && isSessionChange(outcome?.error)) again.push(item);
        else fail(item, outcome?.error, failedResult);
        continue;
      }
      const hasMore = operation.statusCode !== undefined || operation.sourceTime !== undefined;
      const result = answeredResult(item.tag.name, outcome.result, meant, hasMore);
      results.set(item, result);
      if (result.outcome === 'done') done.push(each);
      // Its type may have changed since somebody asked for it.
      if (statusName(outcome.result) === 'BadTypeMismatch') book.forgetNode(operation.nodeId);
    }
    if (verify && done.length > 0) await this.#readBack(done, options, results);
    return again;
  }

  async #prepare(
    items: readonly ValueToWrite[],
    link: SessionLink,
    options: WriteOptions,
    fail: (item: ValueToWrite, error: unknown) => void,
  ): Promise<readonly PreparedWrite[]> {
    const { signal, source, round = false } = options;
    const book = this.#options.types.of(link);
    const places = await this.#places(items, link, options, fail);
    const values = [...places].filter(([{ tag }]) => (tag.attribute ?? 'Value') === 'Value');
    const errors = await book.learnNodes(
      values.map(([, nodeId]) => nodeId),
      { signal, source },
    );
    const present = await this.#present([...places.keys()], options);
    const open = values.map(([, nodeId]) => nodeId).filter((nodeId) => isOpenNode(book, nodeId));
    const current = await book.currentTypes(open, { signal, source });
    return [...places].flatMap(([item, nodeId]) => {
      try {
        const wanted = this.#wanted(item, nodeId, book, errors, current.get(nodeId));
        return [prepareWrite(item, { book, nodeId, wanted, round, present: present.get(item.tag) })];
      } catch (error) {
        fail(item, error);
        return [];
      }
    });
  }

  /** Where the values go. */
  async #places(
    items: readonly ValueToWrite[],
    link: SessionLink,
    { signal }: WriteOptions,
    fail: (item: ValueToWrite, error: unknown) => void,
  ): Promise<ReadonlyMap<ValueToWrite, NodeId>> {
    const { resolver } = this.#options;
    const resolved = await resolver.resolve(new Set(items.map(({ tag }) => tag.address)), { signal });
    const places = new Map<ValueToWrite, NodeId>();
    for (const item of items) {
      const { address } = item.tag;
      const found = resolved.get(address);
      try {
        if (found && 'error' in found) throw found.error;
        places.set(item, resolver.nodeId(address, link));
      } catch (error) {
        fail(item, error);
      }
    }
    return places;
  }

  /** What tags hold whose step is limited; without the others. */
  async #present(
    items: readonly ValueToWrite[],
    { signal, source }: WriteOptions,
  ): Promise<ReadonlyMap<OpcUaTag, SampleValue>> {
    const tags = items.map(({ tag }) => tag).filter(({ rules }) => rules?.maxStep !== undefined);
    if (tags.length === 0) return new Map();
    const { samples } = await this.#options.reader.read(tags, { signal, source, lane: 'write' });
    return new Map(
      tags.flatMap((tag, index) => {
        const sample = samples[index];
        return sample?.quality === 'good' && sample.value !== null ? [[tag, sample.value] as const] : [];
      }),
    );
  }

  /** @throws where nothing of any type can be written there */
  #wanted(
    { tag }: ValueToWrite,
    nodeId: NodeId,
    book: TypeBook,
    errors: ReadonlyMap<string, unknown>,
    current: Outcome<number> | undefined,
  ): WantedType {
    const { attribute = 'Value', name } = tag;
    if (attribute !== 'Value') {
      const type = attributeType(attribute);
      if (type) return type;
      throw refusalOf(
        'BadNotWritable',
        `${name}: nobody writes the attribute ${attribute}. Nothing was sent`,
      );
    }
    const known = book.nodeType(nodeId);
    if (!isNodeType(known)) {
      const error = errors.get(keyOf(nodeId));
      if (error !== undefined) throw error;
      if (known && known.statusCode >>> 30 === 2)
        throw serviceError(statusName(known.statusCode), { service: 'Read' });
      throw refusalOf(
        'BadTypeMismatch',
        `${name}: the server does not say of which type it is. Nothing was sent`,
      );
    }
    if (!isOpen(known)) return known;
    // A server that leaves the type open says with its value which one it has just now.
    if (current && 'error' in current) throw current.error;
    const basic = current?.result ?? 0;
    if (basic !== 0 && basic !== builtIn.Variant && isBuiltIn(basic))
      return { type: { name: builtInName(basic) ?? name, builtIn: basic }, rank: known.rank };
    // What the server could not be asked about must not be guessed.
    if (known.failure !== undefined) throw known.failure;
    return known;
  }

  async #readBack(
    done: readonly PreparedWrite[],
    { signal, source }: WriteOptions,
    results: Map<ValueToWrite, OpcUaWriteResult>,
  ): Promise<void> {
    const tags = done.map(({ item }) => item.tag);
    const reading = await this.#options.reader
      .read(tags, { signal, source, lane: 'write' })
      .catch((error: unknown) => ({ error }));
    for (const [index, { item, meant }] of done.entries()) {
      const { name } = item.tag;
      const sample = 'error' in reading ? undefined : reading.samples[index];
      const result = results.get(item) as OpcUaWriteResult;
      if (!sample || sample.quality === 'bad') {
        const cause = sample?.status ?? statusOfError('error' in reading ? reading.error : undefined);
        results.set(item, unverifiedResult(name, cause));
      } else if (sameValue(sample.value, meant.value) && sample.text === meant.text)
        results.set(item, { ...result, verified: true });
      else results.set(item, differingResult(name, sample));
    }
  }
}

/** Whether the server leaves open which type a node has: only its present value says it. */
function isOpenNode(book: TypeBook, nodeId: NodeId): boolean {
  const known = book.nodeType(nodeId);
  return isNodeType(known) && isOpen(known);
}
