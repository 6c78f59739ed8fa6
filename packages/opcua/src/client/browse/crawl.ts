import type { Crawled, CrawledNode, CrawlOptions } from './browse-options.ts';
import type { Browser } from './browser.ts';

/** How many nodes are browsed between two looks at the limits. */
const batchSize = 50;

/**
 * Follows references from a node level by level. A node that several refer to, as in a ring, is browsed once and reported once.
 * @throws what concerns all of it, such as the loss of the connection, or the signal's reason
 */
export async function crawl(
  browser: Pick<Browser, 'browseMany'>,
  start: string,
  options: CrawlOptions,
): Promise<Crawled> {
  const { mostNodes = 10_000, mostLevels = 32, wanted, followed, met: hear, isOver, ...browsing } = options;
  const nodes: CrawledNode[] = [];
  const failed: { address: string; error: unknown }[] = [];
  const met = new Set<string>();
  const result = (truncated: boolean): Crawled => ({ nodes, looked: met.size, truncated, failed });
  const browsed = new Set<string>([start]);
  let level = [start];
  for (let depth = 1; level.length > 0; depth += 1) {
    const next: string[] = [];
    for (let at = 0; at < level.length; at += batchSize) {
      if (isOver?.() === true) return result(true);
      const batch = level.slice(at, at + batchSize);
      const outcomes = await browser.browseMany(batch, browsing);
      for (const [position, outcome] of outcomes.entries()) {
        const parent = batch[position] ?? start;
        if ('error' in outcome) {
          failed.push({ address: parent, error: outcome.error });
          continue;
        }
        for (const reference of outcome.result.references) {
          const { address, server } = reference;
          if (met.has(address)) continue;
          const isWanted = wanted?.(reference) ?? true;
          if (isWanted && nodes.length >= mostNodes) return result(true);
          met.add(address);
          const node = { ...reference, parent, level: depth };
          hear?.(node);
          if (isWanted) nodes.push(node);
          if (server !== undefined || browsed.has(address) || followed?.(reference) === false) continue;
          browsed.add(address);
          next.push(address);
        }
      }
    }
    if (depth >= mostLevels) return result(next.length > 0);
    level = next;
  }
  return result(false);
}
