import { isCodedError } from '@millwright/schema';
import { type Clock, type Lane, type LastValues, missing, type Reading, type Sample } from '@millwright/tags';
import { addressErrors } from '../../address/errors.ts';
import { statusNameOf } from '../../errors.ts';
import type { OpcUaTag } from '../../tag.ts';
import type { Resolver } from '../addresses/resolver.ts';
import type { Caller, CallOptions } from '../caller.ts';
import { inServiceWords, refusalOf } from '../refusal-of.ts';
import type { SessionLink } from '../session-link.ts';
import { statusOfError } from '../status-of-error.ts';
import { TypeBooks } from '../structures/type-book.ts';
import { PackedPlaces } from './packed-places.ts';
import { ReadBatches } from './read-batches.ts';
import { type ReadAnswer, ReadService, type ReadTerms, type TimestampsToReturn } from './read-service.ts';
import { Sampler } from './sampler.ts';
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

/** What another session, or the same one later, may not say any more. */
const ofSession = [addressErrors.pathUnresolved, addressErrors.namespaceUnknown];

type Outcome = ReadAnswer | { readonly error: unknown };

/** What came for each of some plans, in their order; filled as it comes. */
type Outcomes = (Outcome | undefined)[];

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
  /** A table that is read again and again is the same list. */
  readonly #lists = new WeakMap<readonly OpcUaTag[], readonly TagPlan[]>();
  /** The session that the last answer came in. */
  #link: SessionLink | undefined;

  constructor({ caller, resolver, clock, types = new TypeBooks(caller, clock), window = 5 }: ReaderOptions) {
    this.#clock = clock;
    this.#resolver = resolver;
    this.#sampler = new Sampler(types);
    const packed = new PackedPlaces();
    const send = (plans: readonly TagPlan[], terms: ReadTerms, options: CallOptions) =>
      caller.callMany(plans, new ReadService(terms, clock, packed), options);
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
    const plans = this.#plansOf(tags);
    const outcomes: Outcomes = new Array(plans.length);
    const terms = { maxAge, timestamps };
    await this.#ask(plans, [...plans.keys()], terms, options, outcomes);
    // Where the session has changed meanwhile, a path leads elsewhere and a namespace may not be there yet: those are asked for once more.
    const astray: number[] = [];
    for (let index = 0; index < plans.length; index += 1) {
      const plan = plans[index] as TagPlan;
      if (plan.error === undefined || !ofSession.some((each) => each.is(plan.error))) continue;
      plan.forgetPlace();
      astray.push(index);
    }
    if (astray.length > 0) await this.#ask(plans, astray, terms, options, outcomes);
    signal.throwIfAborted();
    return this.#reading(plans, outcomes, options);
  }

  #plansOf(tags: readonly OpcUaTag[]): readonly TagPlan[] {
    const known = this.#lists.get(tags);
    if (known?.length === tags.length && tags.every((tag, index) => known[index]?.tag === tag)) return known;
    const plans = tags.map((tag) => this.#planOf(tag));
    this.#lists.set(tags, plans);
    return plans;
  }

  #planOf(tag: OpcUaTag): TagPlan {
    let plan = this.#plans.get(tag);
    if (plan === undefined) {
      plan = new TagPlan(tag, this.#resolver);
      this.#plans.set(tag, plan);
    }
    return plan;
  }

  /** @param wanted which of the plans */
  async #ask(
    plans: readonly TagPlan[],
    wanted: readonly number[],
    terms: ReadTerms,
    options: ReadOptions,
    outcomes: Outcomes,
  ): Promise<void> {
    const sendable: number[] = [];
    for (const index of wanted) {
      const refusal = plans[index]?.refusal;
      if (refusal === undefined) sendable.push(index);
      else outcomes[index] = { error: refusal };
    }
    const ready = await this.#resolved(plans, sendable, options, outcomes);
    if (ready.length === 0) return;
    const sent = ready.length === plans.length ? plans : ready.map((index) => plans[index] as TagPlan);
    const found = await this.#batches.read(sent, terms, options);
    for (let at = 0; at < ready.length; at += 1) {
      const index = ready[at] as number;
      const outcome = found[at];
      const plan = sent[at];
      if (outcome && !('error' in outcome)) {
        this.#link = outcome.link;
        outcomes[index] = plan?.error === undefined ? outcome : { error: plan.error };
      } else outcomes[index] = outcome;
    }
  }

  /** Those of the plans whose address leads somewhere. */
  async #resolved(
    plans: readonly TagPlan[],
    wanted: readonly number[],
    { signal }: ReadOptions,
    outcomes: Outcomes,
  ): Promise<readonly number[]> {
    const open = wanted.filter((index) => plans[index]?.needsAddress(this.#link));
    if (open.length === 0) return wanted;
    const addressOf = (index: number): string => plans[index]?.tag.address ?? '';
    try {
      const resolved = await this.#resolver.resolve(new Set(open.map(addressOf)), { signal });
      const lost = new Set<number>();
      for (const index of open) {
        const found = resolved.get(addressOf(index));
        if (!found || !('error' in found)) continue;
        outcomes[index] = { error: found.error };
        lost.add(index);
      }
      return lost.size === 0 ? wanted : wanted.filter((index) => !lost.has(index));
    } catch (error) {
      for (const index of wanted) outcomes[index] = { error };
      return [];
    }
  }

  async #reading(
    plans: readonly TagPlan[],
    outcomes: Outcomes,
    { last, signal, source }: ReadOptions,
  ): Promise<Reading> {
    const answered: TagPlan[] = [];
    const answers: ReadAnswer[] = [];
    const errors = new Map<string, unknown>();
    const failures: unknown[] = [];
    for (let index = 0; index < plans.length; index += 1) {
      const plan = plans[index] as TagPlan;
      const outcome = outcomes[index];
      if (outcome && !('error' in outcome)) {
        answered.push(plan);
        answers.push(outcome);
      } else if (!errors.has(plan.tag.name)) {
        failures.push(outcome?.error);
        errors.set(plan.tag.name, outcome?.error);
      }
    }
    const read = await this.#sampler.samples(answered, answers, { signal, source, last });
    if (answers.length === plans.length) return { samples: read, errors };
    const now = this.#clock.now();
    const next = read.values();
    const samples = plans.map((plan, index): Sample => {
      const outcome = outcomes[index];
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
