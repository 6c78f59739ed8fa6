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
  { mostNodes = 10_000, mostLevels = 32, ...options }: CrawlOptions,
): Promise<Crawled> {
  const nodes: CrawledNode[] = [];
  const failed: { address: string; error: unknown }[] = [];
  const reported = new Set<string>();
  const browsed = new Set<string>([start]);
  let level = [start];
  for (let depth = 1; level.length > 0; depth += 1) {
    const next: string[] = [];
    for (let at = 0; at < level.length; at += batchSize) {
      const batch = level.slice(at, at + batchSize);
      const outcomes = await browser.browseMany(batch, options);
      for (const [position, outcome] of outcomes.entries()) {
        const parent = batch[position] ?? start;
        if ('error' in outcome) {
          failed.push({ address: parent, error: outcome.error });
          continue;
        }
        for (const reference of outcome.result.references) {
          const { address, server } = reference;
          if (reported.has(address)) continue;
          if (nodes.length >= mostNodes) return { nodes, truncated: true, failed };
          reported.add(address);
          nodes.push({ ...reference, parent, level: depth });
          if (server !== undefined || browsed.has(address)) continue;
          browsed.add(address);
          next.push(address);
        }
      }
    }
    if (depth >= mostLevels) return { nodes, truncated: next.length > 0, failed };
    level = next;
  }
  return { nodes, truncated: false, failed };
}
