import { BrowseDirection } from 'node-opcua-data-model';
import { BrowseDescription } from 'node-opcua-types';
import type { QualifiedName } from '../../address/browse-path.ts';
import { statusNameOf } from '../../errors.ts';
import { referenceTypeOf } from '../addresses/relative-path.ts';
import type { Resolver } from '../addresses/resolver.ts';
import type { Caller, Outcome } from '../caller.ts';
import type { SessionLink } from '../session-link.ts';
import type { Browsed, BrowseFilter, BrowseOptions, Crawled, CrawlOptions } from './browse-options.ts';
import { crawl } from './crawl.ts';
import { type BrowseTarget, type Page, Pages } from './pages.ts';
import { classMaskOf } from './reference.ts';
import { inTurn, type Paging, pagingOf } from './turns.ts';

export interface BrowserOptions {
  readonly caller: Pick<Caller, 'callMany'>;
  readonly resolver: Resolver;
}

/** How many nodes are asked for at once, where the server sets no smaller limit. */
const mostAtOnce = 50;

/** How often a node is asked anew because the server dropped or refused to keep the rest of an answer. */
const mostAttempts = 4;

/** Of a node that was not asked, because others had reached the limit. */
const nothing = { result: { references: [], truncated: true } } as const;

const defaultReference = 'HierarchicalReferences';

const directions = {
  forward: BrowseDirection.Forward,
  inverse: BrowseDirection.Inverse,
  both: BrowseDirection.Both,
} as const;

/** Everything that a reference can say of its target (OPC 10000-4 section 5.9.2, resultMask). */
const everything = 0x3f;

/** Finds out what nodes refer to. */
export class Browser {
  readonly #options: BrowserOptions;
  readonly #paging: Paging;

  constructor(options: BrowserOptions) {
    this.#options = options;
    this.#paging = pagingOf(options.caller);
  }

  /** What one node refers to. @throws why it cannot be browsed */
  async browse(address: string, options: BrowseOptions): Promise<Browsed> {
    const [outcome] = await this.browseMany([address], options);
    if (outcome === undefined) return nothing.result;
    if ('error' in outcome) throw outcome.error;
    return outcome.result;
  }

  /**
   * What several nodes refer to, as few requests as the server's limits allow.
   * @returns one result for each, in their order @throws what concerns all of them, or the signal's reason
   */
  async browseMany(
    addresses: readonly string[],
    options: BrowseOptions,
  ): Promise<readonly Outcome<Browsed>[]> {
    const { signal, reference = defaultReference } = options;
    if (!isAddress(reference)) referenceTypeOf(standardName(reference));
    const all = isAddress(reference) ? [...addresses, reference] : addresses;
    const resolved = await this.#options.resolver.resolve(all, { signal });
    const type = resolved.get(reference);
    if (type !== undefined && 'error' in type) throw type.error;
    const outcomes: (Outcome<Browsed> | undefined)[] = addresses.map((address) => {
      const found = resolved.get(address);
      return found !== undefined && 'error' in found ? found : undefined;
    });
    const attempts = new Map<number, number>();
    let waiting = [...outcomes.keys()].filter((index) => outcomes[index] === undefined);
    let left = options.most ?? Number.POSITIVE_INFINITY;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, Math.min(mostAtOnce, this.#paging.openPoints));
      const pages = left > 0 ? await this.#pages(batch, addresses, options, left) : [];
      const anew: number[] = [];
      batch.forEach((index, position) => {
        const page = pages[position];
        const attempt = (attempts.get(index) ?? 0) + 1;
        attempts.set(index, attempt);
        if (page === undefined) outcomes[index] = nothing;
        else if (this.#isRepeated(page, batch.length, attempt)) anew.push(index);
        else outcomes[index] = 'again' in page ? { error: page.again } : page;
        const outcome = outcomes[index];
        if (outcome !== undefined && 'result' in outcome) left -= outcome.result.references.length;
      });
      waiting = [...anew, ...waiting.slice(batch.length)];
    }
    return outcomes.map((outcome) => outcome ?? nothing);
  }

  /** All that can be reached from a node, each once. */
  crawl(address: string, options: CrawlOptions): Promise<Crawled> {
    return crawl(this, address, options);
  }

  async #pages(
    batch: readonly number[],
    addresses: readonly string[],
    options: BrowseOptions,
    most: number,
  ): Promise<readonly Page[]> {
    const { signal } = options;
    const targets = batch.map(
      (index): BrowseTarget => ({
        describe: (link) => this.#describe(addresses[index] ?? '', options, link),
      }),
    );
    return inTurn(this.#paging, signal, () =>
      new Pages(this.#options.caller, this.#paging, targets, { signal, most }).read(),
    );
  }

  #describe(address: string, filter: BrowseFilter, link: SessionLink): BrowseDescription {
    const { direction = 'forward', subtypes = true, classes = [] } = filter;
    return new BrowseDescription({
      nodeId: this.#options.resolver.nodeId(address, link),
      browseDirection: directions[direction],
      referenceTypeId: this.#referenceType(filter, link),
      includeSubtypes: subtypes,
      nodeClassMask: classMaskOf(classes),
      resultMask: everything,
    });
  }

  #referenceType({ reference = defaultReference }: BrowseFilter, link: SessionLink) {
    if (isAddress(reference)) return this.#options.resolver.nodeId(reference, link);
    return referenceTypeOf(standardName(reference));
  }

  /** One node may be asked in smaller pages, or when nothing else is kept open. */
  #isRepeated(page: Page, batchSize: number, attempt: number): boolean {
    if ('again' in page) return attempt < mostAttempts;
    if (!('error' in page) || batchSize > 1 || this.#paging.pageSize <= 1) return false;
    if (!tooLarge.has(statusNameOf(page.error) ?? '')) return false;
    this.#paging.pageSize = Math.floor(this.#paging.pageSize / 2);
    return true;
  }
}

const tooLarge: ReadonlySet<string> = new Set(['BadResponseTooLarge', 'BadEncodingLimitsExceeded']);

const isAddress = (reference: string): boolean => /[=/<]/.test(reference);

const standardName = (name: string): QualifiedName => ({ namespace: { index: 0 }, name });
