import { BrowseDirection } from 'node-opcua-data-model';
import { BrowseDescription } from 'node-opcua-types';
import type { QualifiedName } from '../../address/browse-path.ts';
import { referenceTypeOf } from '../addresses/relative-path.ts';
import type { Resolver } from '../addresses/resolver.ts';
import type { Caller, Outcome } from '../caller.ts';
import type { SessionLink } from '../session-link.ts';
import type { Browsed, BrowseFilter, BrowseOptions, Crawled, CrawlOptions } from './browse-options.ts';
import { browseTargets } from './browse-targets.ts';
import { crawl } from './crawl.ts';
import type { BrowseTarget } from './pages.ts';
import { classMaskOf, referenceOf } from './reference.ts';

export interface BrowserOptions {
  readonly caller: Pick<Caller, 'callMany'>;
  readonly resolver: Resolver;
}

/** Of no node. */
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

  constructor(options: BrowserOptions) {
    this.#options = options;
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
    const outcomes = new Map<number, Outcome<Browsed>>();
    for (const [index, address] of addresses.entries()) {
      const found = resolved.get(address);
      if (found !== undefined && 'error' in found) outcomes.set(index, found);
    }
    const asked = [...addresses.keys()].filter((index) => !outcomes.has(index));
    const targets = asked.map(
      (index): BrowseTarget => ({
        describe: (link) => this.#describe(addresses[index] ?? '', options, link),
      }),
    );
    const terms = { signal, most: options.most, read: referenceOf };
    const pages = await browseTargets(this.#options.caller, targets, terms);
    for (const [position, page] of pages.entries()) outcomes.set(asked[position] ?? 0, page);
    return addresses.map((_, index) => outcomes.get(index) ?? nothing);
  }

  /** All that can be reached from a node, each once. */
  crawl(address: string, options: CrawlOptions): Promise<Crawled> {
    return crawl(this, address, options);
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
}

const isAddress = (reference: string): boolean => /[=/<]/.test(reference);

const standardName = (name: string): QualifiedName => ({ namespace: { index: 0 }, name });
