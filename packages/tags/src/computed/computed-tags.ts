import type { CodedError } from '@millwright/schema';
import type { Clock } from '../clock.ts';
import { tagErrors } from '../errors.ts';
import { LastValues, measured, missing, type Point, type Sample, type SampleValue } from '../sample.ts';
import { type Status, statusOf } from '../status.ts';
import type { Decoded } from '../value/decoded.ts';
import { documentOf } from './document.ts';
import { type Expression, readExpression, timeLimit } from './expression.ts';
import { namedTags } from './names.ts';
import { orderOf } from './order.ts';
import { Rest } from './rest.ts';

/** A tag that is worked out from others of its table. */
export interface ComputedTag {
  readonly name: string;
  /** JSONata over the values of the tags that it names. */
  readonly expression: string;
  /** Unit of measure. */
  readonly unit?: string;
}

export interface ComputedOptions {
  readonly tags: readonly ComputedTag[];
  /** The names of the tags that are read. */
  readonly others: readonly string[];
  readonly clock: Clock;
}

interface Member {
  readonly point: Point;
  /** What computes it, or why nothing ever does. */
  readonly expression: Expression | Unusable;
  /** The tags that it names, read or computed. */
  readonly inputs: readonly string[];
  readonly rest: Rest;
}

interface Unusable {
  readonly error: CodedError;
}

/**
 * The computed tags of a table. A sample is as good as the worst of those that it comes from and as old as the oldest of
 * them, and there is a value only where all of them have one. One whose expression cannot be used is bad for good, and
 * so are those that come from it; the others are as they would be without it.
 */
export class ComputedTags {
  readonly #clock: Clock;
  /** In the order of the table. */
  readonly #members: ReadonlyMap<string, Member>;
  /** Why some are bad for good. */
  readonly unusable: readonly CodedError[];
  /** Each after those that it needs. */
  readonly #order: readonly string[];
  readonly #last = new LastValues();

  /** @throws `tags.bad-expression` where two tags have one name */
  constructor({ tags, others, clock }: ComputedOptions) {
    this.#clock = clock;
    const names = new Set([...others, ...tags.map(({ name }) => name)]);
    if (names.size < others.length + tags.length) throw duplicateOf(tags, others);
    const members = new Map(tags.map((tag) => [tag.name, memberOf(tag, (name) => names.has(name))]));
    const { order, loops } = orderOf(needsOf(members));
    for (const loop of loops) {
      const expression = { error: tagErrors.computedLoop({ tags: loop }) };
      for (const name of loop) {
        const member = members.get(name);
        if (member) members.set(name, { ...member, expression, inputs: [] });
      }
    }
    this.#members = members;
    this.#order = order;
    const errors = [...members.values()].flatMap(({ expression }) =>
      'error' in expression ? expression.error : [],
    );
    this.unusable = [...new Set(errors)];
  }

  /** Whether it is one of these. */
  has(name: string): boolean {
    return this.#members.has(name);
  }

  /** The tags to read for these computed ones (default: for all), without those that are computed themselves. */
  inputsOf(names: Iterable<string> = this.#members.keys()): ReadonlySet<string> {
    return new Set([...this.#reach(names)].filter((name) => !this.has(name)));
  }

  /**
   * Computes these (default: all), in their order.
   * @param read at least a sample of each of {@link inputsOf}; each only once
   */
  async compute(
    read: readonly Sample[],
    names: readonly string[] = [...this.#members.keys()],
  ): Promise<readonly Sample[]> {
    const known = new Map(read.map((sample) => [sample.tag, sample]));
    const needed = this.#reach(names);
    for (const name of this.#order) {
      const member = this.#members.get(name);
      if (!member || !needed.has(name)) continue;
      const sample = await this.#sampleOf(member, known);
      this.#last.keep(sample);
      known.set(name, sample);
    }
    return names.flatMap((name) => known.get(name) ?? []);
  }

  /** These tags, and all that they come from. */
  #reach(names: Iterable<string>): ReadonlySet<string> {
    const reached = new Set<string>(names);
    // A set that grows while it is gone through hands out what was added, too.
    for (const name of reached) {
      for (const input of this.#members.get(name)?.inputs ?? []) reached.add(input);
    }
    return reached;
  }

  async #sampleOf(
    { point, expression, inputs, rest }: Member,
    known: ReadonlyMap<string, Sample>,
  ): Promise<Sample> {
    const last = this.#last.get(point.name);
    if ('error' in expression)
      return missing(
        point,
        statusOf('BadConfigurationError', expression.error.message),
        this.#clock.now(),
        last,
      );
    const samples = inputs.map((input) => known.get(input) ?? unread(input, this.#clock.now()));
    const ts = Math.min(...samples.map((sample) => sample.ts));
    const worst = worstOf(samples);
    if (worst) return missing(point, worst, ts, last);
    const wait = rest.remaining(this.#clock.elapsed());
    if (wait > 0) return missing(point, resting(wait), ts, last);
    const document = documentOf(samples.map(({ tag, value }) => [tag, inputOf(value)]));
    const result = await expression.evaluate(document);
    const isLate = 'failure' in result && result.failure.late;
    rest.ended(isLate, this.#clock.elapsed());
    const decoded = 'failure' in result ? failed(result.failure.reason) : decodedOf(result.value);
    return measured(point, decoded, ts, last);
  }
}

function memberOf({ name, expression: text, unit }: ComputedTag, isTag: (name: string) => boolean): Member {
  const point = { name, address: 'computed', ...(unit !== undefined && { unit }) };
  const rest = new Rest();
  try {
    const expression = readExpression(name, text);
    const inputs = namedTags(expression.ast, isTag);
    if (inputs.length === 0)
      throw tagErrors.badExpression({ tag: name, reason: 'it names no tag of the table' });
    return { point, expression, inputs, rest };
  } catch (error) {
    if (!tagErrors.badExpression.is(error)) throw error;
    return { point, expression: { error }, inputs: [], rest };
  }
}

/** For each computed tag the computed ones that it names itself. */
function needsOf(members: ReadonlyMap<string, Member>): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...members].map(([name, { inputs }]) => [name, inputs.filter((each) => members.has(each))]),
  );
}

function duplicateOf(tags: readonly ComputedTag[], others: readonly string[]): Error {
  const seen = new Set(others);
  const twice = tags.find(({ name }) => seen.size === seen.add(name).size);
  return tagErrors.badExpression({ tag: `${twice?.name}`, reason: 'there is another tag of this name' });
}

/** Why there is nothing to compute from: the worst of the inputs, by its name. */
function worstOf(samples: readonly Sample[]): Status | undefined {
  const without = samples.filter(({ value, quality }) => value === null || quality !== 'good');
  const worst = without.find(({ quality }) => quality === 'bad') ?? without[0];
  if (!worst) return undefined;
  const status = worst.status ?? statusOf('Uncertain', 'no value');
  return { ...status, reason: `${worst.tag}: ${status.reason}` };
}

/** JSONata reckons with numbers only. A bigint that is none stays one, and is refused by what reckons with it. */
function inputOf(value: SampleValue | null): SampleValue | null {
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function unread(tag: string, ts: number): Sample {
  return missing({ name: tag, address: '' }, statusOf('BadInternalError', 'It was not read'), ts);
}

function resting(milliseconds: number): Status {
  const seconds = Math.ceil(milliseconds / 1_000);
  return failed(`it took longer than ${timeLimit} ms and is tried again in ${seconds} s`).status;
}

function failed(reason: string): { readonly status: Status } {
  return { status: statusOf('BadConfigurationError', `The expression gives no value: ${reason}`) };
}

function decodedOf(result: unknown): Decoded {
  switch (typeof result) {
    case 'boolean':
    case 'string':
      return result;
    case 'number':
      return Number.isFinite(result) ? result : failed(`it gives ${result}`);
    case 'undefined':
      return failed('it finds nothing');
    default:
      return failed(`it gives ${Array.isArray(result) ? 'a list' : 'an object'}`);
  }
}
