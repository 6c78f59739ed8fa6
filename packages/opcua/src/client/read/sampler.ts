import { type LastValues, missing, type Sample } from '@millwright/tags';
import { attributes } from '../../attributes.ts';
import type { SessionLink } from '../session-link.ts';
import { statusOfError } from '../status-of-error.ts';
import { standardType } from '../structures/standard-types.ts';
import { isNodeType, type TypeBook, type TypeBooks } from '../structures/type-book.ts';
import { builtIn } from '../values/built-in.ts';
import type { Enumeration } from '../values/data-type.ts';
import { sampleOf } from '../values/sample.ts';
import type { ReadAnswer } from './read-service.ts';
import type { TagPlan } from './tag-plan.ts';

/** A tag with what came for it. */
export interface Answer {
  readonly plan: TagPlan;
  readonly answer: ReadAnswer;
}

/** Gathers the types that a value has and nobody asked for yet, and whether the latest one had any. */
class Missed {
  readonly all = new Set<string>();
  isNew = false;

  add(encoding: string): void {
    this.all.add(encoding);
    this.isNew = true;
  }
}

export interface SampleOptions {
  readonly signal: AbortSignal;
  readonly source?: unknown;
  readonly last?: LastValues | undefined;
}

/** A structure within a structure within …: each level may be of a type that only the one around it tells. */
const mostRounds = 8;

const nodeClasses: Enumeration | undefined = standardType(257)?.enumeration;

/** Makes samples of answers; what is not known yet of the types of the values, it asks the server for. */
export class Sampler {
  readonly #books: TypeBooks;
  #latest: { readonly link: SessionLink; readonly book: TypeBook } | undefined;

  constructor(books: TypeBooks) {
    this.#books = books;
  }

  /** One sample for each answer, in their order. It never rejects: what could not be found out makes its sample bad. */
  async samples(answers: readonly Answer[], options: SampleOptions): Promise<readonly Sample[]> {
    const failures = await this.#learnEnumerations(answers, options);
    const samples: Sample[] = [];
    let open: number[] = [];
    const missed = new Map<SessionLink, Missed>();
    const take = (index: number): void => {
      const answer = answers[index] as Answer;
      const { link } = answer.answer;
      let ofLink = missed.get(link);
      if (ofLink === undefined) {
        ofLink = new Missed();
        missed.set(link, ofLink);
      }
      ofLink.isNew = false;
      samples[index] = this.#sample(answer, failures, ofLink, options.last);
      if (ofLink.isNew) open.push(index);
    };
    for (const index of answers.keys()) take(index);
    for (let round = 0; open.length > 0 && round < mostRounds; round += 1) {
      const error = await this.#learnStructures(missed, options);
      if (error !== undefined) {
        for (const index of open)
          samples[index] = this.#failed(answers[index] as Answer, error, options.last);
        break;
      }
      const again = open;
      open = [];
      missed.clear();
      for (const index of again) take(index);
    }
    for (const sample of samples) options.last?.keep(sample);
    return samples;
  }

  #sample(
    answer: Answer,
    failures: ReadonlyMap<SessionLink, unknown>,
    missed: Missed,
    last: LastValues | undefined,
  ): Sample {
    const { plan, answer: read } = answer;
    const { link, raw, ts } = read;
    if (failures.has(link) && wantsEnumeration(answer) && !plan.enumerationIn(link)) {
      return this.#failed(answer, failures.get(link), last);
    }
    const { tag, attribute } = plan;
    return sampleOf(tag, raw, {
      types: this.#bookOf(link),
      ts,
      last: last?.get(tag.name),
      missing: missed,
      enumeration: attribute === attributes.NodeClass ? nodeClasses : plan.enumerationIn(link)?.of,
    });
  }

  /** Nearly all that is read is of one session. */
  #bookOf(link: SessionLink): TypeBook {
    if (this.#latest?.link !== link) this.#latest = { link, book: this.#books.of(link) };
    return this.#latest.book;
  }

  #failed({ plan: { tag }, answer: { ts } }: Answer, error: unknown, last: LastValues | undefined): Sample {
    return missing(tag, statusOfError(error), ts, last?.get(tag.name));
  }

  /** @returns why it could not be found out, by session */
  async #learnEnumerations(
    answers: readonly Answer[],
    options: SampleOptions,
  ): Promise<ReadonlyMap<SessionLink, unknown>> {
    const open = new Map<SessionLink, TagPlan[]>();
    for (const answer of answers) {
      if (!wantsEnumeration(answer)) continue;
      const { plan } = answer;
      const { link } = answer.answer;
      if (plan.enumerationIn(link)) continue;
      const plans = open.get(link);
      if (plans) plans.push(plan);
      else open.set(link, [plan]);
    }
    const failures = new Map<SessionLink, unknown>();
    for (const [link, plans] of open) {
      const book = this.#books.of(link);
      const nodeIds = plans.map(({ nodeId }) => nodeId).filter((nodeId) => nodeId !== undefined);
      try {
        await book.learnNodes(nodeIds, options);
      } catch (error) {
        failures.set(link, error);
        continue;
      }
      for (const plan of plans) plan.keepEnumeration(link, enumerationOf(plan, book));
    }
    return failures;
  }

  async #learnStructures(missed: ReadonlyMap<SessionLink, Missed>, options: SampleOptions): Promise<unknown> {
    try {
      for (const [link, { all }] of missed) await this.#books.of(link).learnEncodings(all, options);
      return undefined;
    } catch (error) {
      return error;
    }
  }
}

function enumerationOf({ nodeId }: TagPlan, book: TypeBook): Enumeration | undefined {
  const known = nodeId && book.nodeType(nodeId);
  return isNodeType(known) ? known.type.enumeration : undefined;
}

/** Only an Int32 can be one of an enumeration; only the data type of its node says whether it is. */
function wantsEnumeration({ plan: { attribute, tag }, answer: { raw } }: Answer): boolean {
  const { bytes, at } = raw;
  return (
    ((bytes[at + 1] ?? 0) & 0x3f) === builtIn.Int32 &&
    ((bytes[at] ?? 0) & 1) === 1 &&
    attribute === attributes.Value &&
    tag.enumerations !== 'number' &&
    tag.scaling === undefined
  );
}
