import { isCodedError } from '@millwright/schema';
import { type Clock, type Lane, type LastValues, missing, type Sample } from '@millwright/tags';
import { addressErrors } from '../../address/errors.ts';
import { statusNameOf } from '../../errors.ts';
import type { OpcUaTag } from '../../tag.ts';
import type { Resolver } from '../addresses/resolver.ts';
import type { Caller, CallOptions } from '../caller.ts';
import { inServiceWords, refusalOf } from '../refusal-of.ts';
import type { SessionLink } from '../session-link.ts';
import { statusOfError } from '../status-of-error.ts';
import { TypeBooks } from '../structures/type-book.ts';
import { ReadBatches } from './read-batches.ts';
import { type ReadAnswer, ReadService, type ReadTerms, type TimestampsToReturn } from './read-service.ts';
import type { Reading } from './reading.ts';
import { type Answer, Sampler } from './sampler.ts';
import { TagPlan } from './tag-plan.ts';

export interface ReaderOptions {
  readonly caller: Caller;
  readonly resolver: Resolver;
  readonly clock: Clock;
  /** Share it with the writer of the same connection: what one has asked the server, the other knows. */
  readonly types?: TypeBooks;
  /** Milliseconds for which a reading waits for others to share its requests. Default: 5. */
  readonly window?: number;
}

export interface ReadOptions {
  readonly signal: AbortSignal;
  /** Who asks: those that share a connection get fair turns. */
  readonly source?: unknown;
  /** Milliseconds that a value may be old which the server already has. Default: 0, which asks the device. */
  readonly maxAge?: number;
  /** Default: both. */
  readonly timestamps?: TimestampsToReturn;
  /** `write` for what belongs to a write: it goes before everything that waits. Default: `read`. */
  readonly lane?: Lane;
  /** Milliseconds from now within which it has to be sent. */
  readonly deadline?: number;
  /** What was known of each tag, kept up to date. */
  readonly last?: LastValues;
}

type Outcome = ReadAnswer | { readonly error: unknown };

/**
 * Reads tags: all that are asked for within a few milliseconds in as few requests as the server's limits allow.
 *
 * @example
 * const reader = new Reader({ caller, resolver, clock });
 * const { samples } = await reader.read([{ name: 'speed', address: 'nsu=urn:plant;s=Speed' }], { signal });
 */
export class Reader {
  readonly #clock: Clock;
  readonly #resolver: Resolver;
  readonly #sampler: Sampler;
  readonly #batches: ReadBatches;
  readonly #plans = new WeakMap<OpcUaTag, TagPlan>();
  /** The session that the last answer came in. */
  #link: SessionLink | undefined;

  constructor({ caller, resolver, clock, types = new TypeBooks(caller, clock), window = 5 }: ReaderOptions) {
    this.#clock = clock;
    this.#resolver = resolver;
    this.#sampler = new Sampler(types);
    const send = (plans: readonly TagPlan[], terms: ReadTerms, options: CallOptions) =>
      caller.callMany(plans, new ReadService(terms, clock), options);
    this.#batches = new ReadBatches({ send, clock, window });
  }

  /**
   * Reads tags once. A tag that cannot be read gets a bad sample, and so do all when nothing can be.
   * @throws `opcua.bad-max-age-invalid`, and the signal's reason
   */
  async read(tags: readonly OpcUaTag[], options: ReadOptions): Promise<Reading> {
    const { signal, maxAge = 0, timestamps = 'both' } = options;
    signal.throwIfAborted();
    if (!(maxAge >= 0))
      throw refusalOf('BadMaxAgeInvalid', `${maxAge} is no age: it takes 0 or more milliseconds`);
    const plans = tags.map((tag) => this.#planOf(tag));
    const outcomes = new Map<TagPlan, Outcome>();
    await this.#ask(plans, { maxAge, timestamps }, options, outcomes);
    // A path leads to a node within one session only: where that has changed meanwhile, those are asked for once more.
    const astray = plans.filter((plan) => addressErrors.pathUnresolved.is(plan.error));
    for (const plan of astray) plan.forgetPlace();
    await this.#ask(astray, { maxAge, timestamps }, options, outcomes);
    signal.throwIfAborted();
    return this.#reading(plans, outcomes, options);
  }

  #planOf(tag: OpcUaTag): TagPlan {
    let plan = this.#plans.get(tag);
    if (plan === undefined) {
      plan = new TagPlan(tag, this.#resolver);
      this.#plans.set(tag, plan);
    }
    return plan;
  }

  async #ask(
    plans: readonly TagPlan[],
    terms: ReadTerms,
    options: ReadOptions,
    outcomes: Map<TagPlan, Outcome>,
  ): Promise<void> {
    const sendable = plans.filter((plan) => {
      if (plan.refusal !== undefined) outcomes.set(plan, { error: plan.refusal });
      return plan.refusal === undefined;
    });
    const ready = await this.#resolved(sendable, options, outcomes);
    if (ready.length === 0) return;
    const read = await this.#batches.read(ready, terms, options);
    for (const plan of ready) {
      const outcome = read.get(plan) ?? { error: undefined };
      if (!('error' in outcome)) this.#link = outcome.link;
      outcomes.set(plan, !('error' in outcome) && plan.error !== undefined ? { error: plan.error } : outcome);
    }
  }

  /** Those whose address leads somewhere. */
  async #resolved(
    plans: readonly TagPlan[],
    { signal }: ReadOptions,
    outcomes: Map<TagPlan, Outcome>,
  ): Promise<readonly TagPlan[]> {
    const open = new Set(plans.filter((plan) => plan.needsAddress(this.#link)));
    if (open.size === 0) return plans;
    try {
      const resolved = await this.#resolver.resolve(new Set([...open].map(({ tag }) => tag.address)), {
        signal,
      });
      return plans.filter((plan) => {
        const found = open.has(plan) ? resolved.get(plan.tag.address) : undefined;
        if (found === undefined || !('error' in found)) return true;
        outcomes.set(plan, { error: found.error });
        return false;
      });
    } catch (error) {
      for (const plan of plans) outcomes.set(plan, { error });
      return [];
    }
  }

  async #reading(
    plans: readonly TagPlan[],
    outcomes: ReadonlyMap<TagPlan, Outcome>,
    options: ReadOptions,
  ): Promise<Reading> {
    const { last, signal, source } = options;
    const now = this.#clock.now();
    const answers: Answer[] = [];
    const errors = new Map<string, unknown>();
    const failures: unknown[] = [];
    for (const plan of plans) {
      const outcome = outcomes.get(plan);
      if (outcome && !('error' in outcome)) {
        const { raw, link, ts } = outcome;
        answers.push({ raw, link, ts, plan });
      } else if (!errors.has(plan.tag.name)) {
        failures.push(outcome?.error);
        errors.set(plan.tag.name, outcome?.error);
      }
    }
    const read = await this.#sampler.samples(answers, { signal, source, last });
    const next = read.values();
    const samples = plans.map((plan): Sample => {
      const outcome = outcomes.get(plan);
      if (outcome && !('error' in outcome)) return next.next().value as Sample;
      return missing(plan.tag, statusOfError(outcome?.error), now, last?.get(plan.tag.name));
    });
    const ofAll = answers.length === 0 ? failures.filter((error) => !isOfOneTag(error)) : [];
    const nothing = ofAll.length > 0 && ofAll.length === failures.length;
    return {
      samples,
      errors,
      ...(nothing && { failed: inServiceWords(ofAll[0]) }),
      ...(nothing && !ofAll.some(isAnswer) && { lost: ofAll[0] }),
    };
  }
}

/** What is wrong with one tag alone, so that it is no failure of the request: its address, its range, or the size of its value. */
const ofOneTag = new Set([
  'BadIndexRangeInvalid',
  'BadNodeIdInvalid',
  'BadNodeIdUnknown',
  'BadNoMatch',
  'BadTooManyMatches',
  'BadResponseTooLarge',
  'BadEncodingLimitsExceeded',
  'BadReferenceTypeIdInvalid',
  'BadServerUriInvalid',
]);

const isOfOneTag = (error: unknown): boolean => ofOneTag.has(statusOfError(error).name);

const isAnswer = (error: unknown): boolean => isCodedError(error) && statusNameOf(error) !== undefined;
