import { termsOfPage } from './search-pages.ts';
import type { VerifiableDatabase } from './verify-schema.ts';

/** A page of a segment of the search index. */
interface Page {
  readonly segment: number;
  readonly page: number;
  readonly block: Uint8Array;
}

/** Words from this one on are looked for on that page. */
interface Way {
  readonly segment: number;
  readonly page: number;
  readonly word: Uint8Array;
}

const pagesOfTerms = `select id >> 37 as segment, id & 0x7fffffff as page, block from event_words_data
  where id >= 1 << 37 and id >> 31 & 63 = 0 order by id`;
const waysToPages = `select segid as segment, pgno >> 1 as page, cast(term as blob) as word from event_words_idx
  order by segid, term`;

/**
 * Whether a search finds each word where it looks for it. SQLite's own check of a search index goes from page to page; a
 * search goes by a table of ways to pages, and one that is missing or leads past a word would hide events from it.
 *
 * @returns undefined, or what is wrong
 */
export function wrongWay(database: VerifiableDatabase): string | undefined {
  const ways = new Map<number, Way[]>();
  for (const way of database.prepare(waysToPages).iterate() as IterableIterator<Way>) {
    const known = ways.get(way.segment) ?? [];
    known.push(way);
    ways.set(way.segment, known);
  }
  let segment: Segment | undefined;
  for (const page of database.prepare(pagesOfTerms).iterate() as IterableIterator<Page>) {
    if (segment?.number !== page.segment) {
      if (segment && !segment.isDone) return unused;
      segment = new Segment(page.segment, ways.get(page.segment) ?? []);
      ways.delete(page.segment);
    }
    if (!segment.leadsTo(page))
      return `no way leads to the words of page ${page.page} of part ${page.segment}`;
  }
  return (segment && !segment.isDone) || ways.size > 0 ? unused : undefined;
}

const unused = 'a way leads to no page';

/** The ways to the pages of one segment, as they are used up page by page. */
class Segment {
  readonly number: number;
  readonly #ways: readonly Way[];
  #next = 0;
  #last: Uint8Array | undefined;

  constructor(number: number, ways: readonly Way[]) {
    this.number = number;
    this.#ways = ways;
  }

  get isDone(): boolean {
    return this.#next === this.#ways.length;
  }

  leadsTo({ page, block }: Page): boolean {
    const terms = termsOfPage(block);
    if (!terms) return true;
    const last = this.#last;
    this.#last = terms.last;
    // Pages that were merged into others are gone, and the ways to them lead to the first one that is still there.
    if (!last)
      while ((this.#ways[this.#next]?.page ?? page) < page) if (!this.#isBefore(terms.first)) return false;
    const way = this.#ways[this.#next];
    if (way?.page !== page) return last === undefined;
    return this.#isBefore(terms.first) && (!last || Buffer.compare(last, way.word) < 0);
  }

  /** Takes the next way, which has to lead to this word. */
  #isBefore(word: Uint8Array): boolean {
    const way = this.#ways[this.#next];
    this.#next += 1;
    return way !== undefined && Buffer.compare(way.word, word) <= 0;
  }
}
