import { type SampleValue, type Status, tagErrors } from '@millwright/tags';
import { opcuaErrors, serviceError } from '../../errors.ts';
import type { ValueForms } from '../../tag.ts';
import { valueErrors } from '../../value-errors.ts';
import type { Resolver } from '../addresses/resolver.ts';
import { isSessionChange } from '../addresses/session-change.ts';
import type { Caller, CallOptions } from '../caller.ts';
import type { TypeBooks } from '../structures/type-book.ts';
import { statusName } from '../values/status-code.ts';
import { ArgumentCodec } from './argument-codec.ts';
import { orderArguments } from './arguments.ts';
import { CallService } from './call-service.ts';
import type { ArgumentDescription, MethodDescription } from './method-description.ts';
import type { MethodReader } from './method-reader.ts';

export interface MethodCallerOptions {
  readonly caller: Pick<Caller, 'callMany'>;
  readonly resolver: Resolver;
  readonly reader: Pick<MethodReader, 'describe' | 'objectOf'>;
  readonly types: TypeBooks;
}

export interface MethodCall {
  /** The address of the method. */
  readonly method: string;
  /** The address of the object that it is called on. Default: the only one that has it. */
  readonly object?: string;
  /** By name, by position, or the only one. */
  readonly arguments?: unknown;
  /** How the outputs become JavaScript's, where there is a choice. */
  readonly forms?: ValueForms;
}

/** What a method answered. */
export interface MethodAnswer {
  /** The object that it was called on. */
  readonly object: string;
  readonly status: Pick<Status, 'code' | 'name'>;
  /** By the names that the server declares. */
  readonly outputs: Readonly<Record<string, SampleValue | null>>;
  /** What came in place of those that are null because JavaScript cannot hold them, or because they cannot be read. */
  readonly unfit?: Readonly<Record<string, string>>;
}

/** A session that changes while a call is prepared is a reason to prepare it anew: nothing was sent. */
const mostAttempts = 3;

/** Calls methods: with the types that the server declares, never twice. */
export class MethodCaller {
  readonly #options: MethodCallerOptions;

  constructor(options: MethodCallerOptions) {
    this.#options = options;
  }

  /** What a method takes and gives. */
  describe(method: string, options: { readonly signal: AbortSignal }): Promise<MethodDescription> {
    return this.#options.reader.describe(method, options);
  }

  /**
   * @throws what was refused before it was sent (`opcua.bad-arguments-missing`, `.bad-type-mismatch`, `.method-of-many` …), the status that the
   *   method answered, or `tags.outcome-unknown` where it was sent and no answer came, or one that does not tell of it
   * @see OPC 10000-4 section 5.12.2 (Call)
   */
  async call(asked: MethodCall, options: Omit<CallOptions, 'repeatable' | 'lane'>): Promise<MethodAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt(asked, options);
      } catch (error) {
        if (!isSessionChange(error) || attempt >= mostAttempts) throw error;
      }
    }
  }

  async #attempt(asked: MethodCall, options: Omit<CallOptions, 'repeatable'>): Promise<MethodAnswer> {
    const { caller, resolver, reader, types } = this.#options;
    const { signal } = options;
    const known = await reader.describe(asked.method, { signal });
    const { link } = known;
    const given = orderArguments(known.inputs, asked.arguments);
    const object = asked.object || (await reader.objectOf(asked.method, link, { signal }));
    const found = (await resolver.resolve([object], { signal })).get(object);
    if (found !== undefined && 'error' in found) throw found.error;
    const values = new ArgumentCodec(types.of(link));
    const inputs = await values.encode(given, options);
    const service = new CallService(link, resolver);
    const [outcome] = await caller.callMany([{ object, method: asked.method, inputs }], service, {
      ...options,
      lane: 'write',
      repeatable: false,
    });
    if (outcome === undefined || 'error' in outcome) throw afterCall(outcome?.error);
    const { statusCode, argumentStatuses, outputs } = outcome.result;
    if (isBad(statusCode)) {
      const statuses = argumentStatuses.length > 0 && named(known.inputs, argumentStatuses.map(statusName));
      throw serviceError(statusName(statusCode), { service: 'Call', ...(statuses && { inputs: statuses }) });
    }
    const read = await values.decode(outputs, known.outputs, asked.forms ?? {}, options);
    const unfit = Object.entries(
      named(
        known.outputs,
        read.map(({ text }) => text),
      ),
    );
    const told = unfit.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]));
    return {
      object,
      status: { code: statusCode, name: statusName(statusCode) },
      outputs: named(
        known.outputs,
        read.map(({ value }) => value),
      ),
      ...(told.length > 0 && { unfit: Object.fromEntries(told) }),
    };
  }
}

/** What became of a call that brought no result: an answer that says nothing of the method leaves open whether it was done. */
function afterCall(error: unknown): unknown {
  if (error !== undefined && !opcuaErrors.badResponse.is(error) && !valueErrors.undecodable.is(error))
    return error;
  const reason = error instanceof Error ? error.message : 'the answer holds no result';
  return tagErrors.outcomeUnknown({ reason }, { cause: error });
}

const isBad = (statusCode: number): boolean => statusCode >>> 31 === 1;

/** By the names of the arguments; a server may tell of more than it has declared. */
const named = <Value>(
  declared: readonly ArgumentDescription[],
  values: readonly Value[],
): Readonly<Record<string, Value>> =>
  Object.fromEntries(values.map((value, index) => [declared[index]?.name ?? `argument${index + 1}`, value]));
