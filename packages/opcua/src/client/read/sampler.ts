import type { LastValues, Sample } from '@millwright/tags';
import { attributes } from '../../attributes.ts';
import type { SessionLink } from '../session-link.ts';
import { standardType } from '../structures/standard-types.ts';
import { isNodeType, type TypeBook, type TypeBooks } from '../structures/type-book.ts';
import { builtIn } from '../values/built-in.ts';
import type { Enumeration } from '../values/data-type.ts';
import type { RawValue } from '../values/data-value.ts';
import { sampleOf } from '../values/sample.ts';
import type { ReadAnswer } from './read-service.ts';
import type { TagPlan } from './tag-plan.ts';

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

/**
 * Makes samples of answers; what is not known yet of the types of the values, it asks the server for. A value that came is told whatever comes of
 * that: then a number without its name, a structure as its bytes.
 */
export class Sampler {
  readonly #books: TypeBooks;
  #latest: { readonly link: SessionLink; readonly book: TypeBook } | undefined;

  constructor(books: TypeBooks) {
    this.#books = books;
  }

  /**
   * One sample for each answer, in their order. It never rejects.
   * @param plans of the tags that the answers came for
   */
  async samples(
    plans: readonly TagPlan[],
    answers: readonly ReadAnswer[],
    options: SampleOptions,
  ): Promise<readonly Sample[]> {
    await this.#learnEnumerations(plans, answers, options);
    const samples: Sample[] = [];
    let open: number[] = [];
    const missed = new Map<SessionLink, Missed>();
    const missedOf = (link: SessionLink): Missed => {
      const known = missed.get(link);
      if (known) return known;
      const made = new Missed();
      missed.set(link, made);
      return made;
    };
    let ofLink = new Missed();
    let latest: SessionLink | undefined;
    const take = (index: number): void => {
      const [plan, answer] = [plans[index] as TagPlan, answers[index] as ReadAnswer];
      if (answer.link !== latest) {
        latest = answer.link;
        ofLink = missedOf(latest);
      }
      ofLink.isNew = false;
      samples[index] = this.#sample(plan, answer, ofLink, options.last);
      if (ofLink.isNew) open.push(index);
    };
    for (let index = 0; index < answers.length; index += 1) take(index);
    for (let round = 0; open.length > 0 && round < mostRounds; round += 1) {
      if (!(await this.#learnStructures(missed, options))) break;
      const again = open;
      open = [];
      missed.clear();
      latest = undefined;
      for (const index of again) take(index);
    }
    for (const sample of samples) options.last?.keep(sample);
    return samples;
  }

  #sample(plan: TagPlan, answer: ReadAnswer, missed: Missed, last: LastValues | undefined): Sample {
    const { link, raw, ts } = answer;
    const { tag, attribute } = plan;
    return sampleOf(tag, raw, {
      types: this.#bookOf(link),
      ts,
      lasts: last,
      missing: missed,
      enumeration: attribute === attributes.NodeClass ? nodeClasses : plan.enumerationIn(link)?.of,
    });
  }

  /** Nearly all that is read is of one session. */
  #bookOf(link: SessionLink): TypeBook {
    if (this.#latest?.link !== link) this.#latest = { link, book: this.#books.of(link) };
    return this.#latest.book;
  }

  async #learnEnumerations(
    plans: readonly TagPlan[],
    answers: readonly ReadAnswer[],
    options: SampleOptions,
  ): Promise<void> {
    const open = new Map<SessionLink, TagPlan[]>();
    for (let index = 0; index < answers.length; index += 1) {
      const [plan, { link, raw }] = [plans[index] as TagPlan, answers[index] as ReadAnswer];
      if (!wantsEnumeration(plan, raw) || plan.enumerationIn(link)) continue;
      const ofLink = open.get(link);
      if (ofLink) ofLink.push(plan);
      else open.set(link, [plan]);
    }
    for (const [link, ofLink] of open) {
      const book = this.#books.of(link);
      const nodeIds = ofLink.map(({ nodeId }) => nodeId).filter((nodeId) => nodeId !== undefined);
      try {
        await book.learnNodes(nodeIds, options);
      } catch {
        // The session is gone, or nobody waits any more: the next reading asks again.
        continue;
      }
      for (const plan of ofLink) {
        if (!plan.nodeId || !book.isInDoubt(plan.nodeId))
          plan.keepEnumeration(link, enumerationOf(plan, book));
      }
    }
  }

  /** @returns whether anything may be known by now */
  async #learnStructures(missed: ReadonlyMap<SessionLink, Missed>, options: SampleOptions): Promise<boolean> {
    try {
      for (const [link, { all }] of missed) await this.#books.of(link).learnEncodings(all, options);
      return true;
    } catch {
      return false;
    }
  }
}

function enumerationOf({ nodeId }: TagPlan, book: TypeBook): Enumeration | undefined {
  const known = nodeId && book.nodeType(nodeId);
  return isNodeType(known) ? known.type.enumeration : undefined;
}

/** Only an Int32 can be one of an enumeration; only the data type of its node says whether it is. */
function wantsEnumeration({ attribute, tag }: TagPlan, { bytes, at }: RawValue): boolean {
  return (
    ((bytes[at + 1] ?? 0) & 0x3f) === builtIn.Int32 &&
    ((bytes[at] ?? 0) & 1) === 1 &&
    attribute === attributes.Value &&
    tag.enumerations !== 'number' &&
    tag.scaling === undefined
  );
}
