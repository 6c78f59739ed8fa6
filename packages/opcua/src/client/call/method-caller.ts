import type { SampleValue, Status } from '@millwright/tags';
import { opcuaErrors, serviceError } from '../../errors.ts';
import type { Resolver } from '../addresses/resolver.ts';
import { isSessionChange, sameSession } from '../addresses/session-change.ts';
import type { Caller, CallOptions, ManyService } from '../caller.ts';
import type { SessionLink } from '../session-link.ts';
import { RawCallResponse, type RawCallResult } from '../values/answers.ts';
import type { RawValue } from '../values/data-value.ts';
import { statusName } from '../values/status-code.ts';
import { type GivenArgument, orderArguments } from './arguments.ts';
import type { ArgumentDescription, MethodDescription } from './method-description.ts';
import type { KnownMethod, MethodReader } from './method-reader.ts';
import { PackedCallRequest } from './packed-call.ts';

/** Turns values into what goes over the wire in one session, and back. */
export interface ArgumentCodec {
  /**
   * @returns a Variant in bytes for each
   * @throws `opcua.bad-type-mismatch`, `.bad-out-of-range` with the argument's, or the field's, name, where the value does not fit
   */
  encode(
    given: readonly GivenArgument[],
    link: SessionLink,
    options: { readonly signal: AbortSignal },
  ): Promise<readonly Buffer[]>;
  decode(
    outputs: readonly RawValue[],
    declared: readonly ArgumentDescription[],
    link: SessionLink,
    options: { readonly signal: AbortSignal },
  ): Promise<readonly (SampleValue | null)[]>;
}

export interface MethodCallerOptions {
  readonly caller: Pick<Caller, 'callMany'>;
  readonly resolver: Resolver;
  readonly reader: Pick<MethodReader, 'describe' | 'objectOf'>;
  readonly codec: ArgumentCodec;
}

export interface MethodCall {
  /** The address of the method. */
  readonly method: string;
  /** The address of the object that it is called on. Default: the only one that has it. */
  readonly object?: string;
  /** By name, by position, or the only one. */
  readonly arguments?: unknown;
}

/** What a method answered. */
export interface MethodAnswer {
  /** The object that it was called on. */
  readonly object: string;
  readonly status: Pick<Status, 'code' | 'name'>;
  /** By the names that the server declares. */
  readonly outputs: Readonly<Record<string, SampleValue | null>>;
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
   * @throws what was refused before it was sent (`opcua.arguments-missing`, `.too-many-arguments`, `.method-of-many` …), the status that the
   *   method answered, or `tags.outcome-unknown` where it was sent and no answer came
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
    const { resolver, reader, codec } = this.#options;
    const { signal } = options;
    const known = await reader.describe(asked.method, { signal });
    const { link } = known;
    const given = orderArguments(known.inputs, asked.arguments);
    const object = asked.object || (await reader.objectOf(asked.method, link, { signal }));
    const found = (await resolver.resolve([object], { signal })).get(object);
    if (found !== undefined && 'error' in found) throw found.error;
    const inputArguments = await codec.encode(given, link, { signal });
    const service: ManyService<MethodCall, RawCallResult> = {
      limit: 'maxNodesPerMethodCall',
      build: (_, now) => {
        sameSession(now, link);
        const call = {
          object: resolver.nodeId(object, now),
          method: resolver.nodeId(asked.method, now),
          inputs: inputArguments,
        };
        return new PackedCallRequest([call]);
      },
      results: (response) => (response instanceof RawCallResponse ? response.calls : []),
    };
    const [outcome] = await this.#options.caller.callMany([asked], service, {
      ...options,
      lane: 'write',
      repeatable: false,
    });
    if (outcome === undefined) throw opcuaErrors.badResponse({ reason: 'it holds no result' });
    if ('error' in outcome) throw outcome.error;
    return this.#answer(object, known, outcome.result, signal);
  }

  async #answer(
    object: string,
    known: KnownMethod,
    { statusCode, argumentStatuses: ofInputs, outputs }: RawCallResult,
    signal: AbortSignal,
  ): Promise<MethodAnswer> {
    if (statusCode >>> 30 === 2) {
      const inputs = argumentStatuses(known, ofInputs.map(statusName));
      throw serviceError(statusName(statusCode), { service: 'Call', ...(inputs && { inputs }) });
    }
    const values = await this.#options.codec.decode(outputs, known.outputs, known.link, { signal });
    return {
      object,
      status: { code: statusCode, name: statusName(statusCode) },
      outputs: Object.fromEntries(
        values.map((value, index) => [known.outputs[index]?.name ?? `output${index + 1}`, value]),
      ),
    };
  }
}

/** What the server says of each argument, by its name; undefined where it says nothing of them. */
function argumentStatuses(
  { inputs }: MethodDescription,
  statuses: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (statuses.length === 0) return undefined;
  return Object.fromEntries(
    statuses.map((status, index) => [inputs[index]?.name ?? `input${index + 1}`, status]),
  );
}
