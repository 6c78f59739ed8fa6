import type { ReferenceDescription } from 'node-opcua-types';
import { statusNameOf } from '../../errors.ts';
import type { Caller, Outcome } from '../caller.ts';
import type { Browsed } from './browse-options.ts';
import { type BrowseTarget, type Page, Pages } from './pages.ts';
import { inTurn, type Paging, pagingOf } from './turns.ts';

export interface TargetOptions<Found> {
  readonly signal: AbortSignal;
  /** Ends when there are so many references; what is left is given up at the server. Default: none. */
  readonly most?: number | undefined;
  /** What to make of a reference. */
  readonly read: (reference: ReferenceDescription, namespaces: readonly string[]) => Found;
}

/** How many nodes are asked for at once, where the server sets no smaller limit. */
const mostAtOnce = 50;

/** How often a node is asked anew because the server dropped or refused to keep the rest of an answer. */
const mostAttempts = 4;

/** Of a node that was not asked, because others had reached the limit. */
const nothing = { result: { references: [], truncated: true } } as const;

/**
 * What several nodes refer to, all of it, as few requests as the server's limits allow.
 * @returns one result for each, in their order @throws the signal's reason
 */
export async function browseTargets<Found>(
  caller: Pick<Caller, 'callMany'>,
  targets: readonly BrowseTarget[],
  { signal, most = Number.POSITIVE_INFINITY, read }: TargetOptions<Found>,
): Promise<readonly Outcome<Browsed<Found>>[]> {
  const paging = pagingOf(caller);
  const outcomes: (Outcome<Browsed<Found>> | undefined)[] = targets.map(() => undefined);
  const attempts = new Map<number, number>();
  let waiting = [...targets.keys()];
  let left = most;
  while (waiting.length > 0) {
    const batch = waiting.slice(0, Math.min(mostAtOnce, paging.openPoints));
    const asked = batch.flatMap((index) => targets[index] ?? []);
    const limits = { signal, most: left, read };
    const pages: readonly Page<Found>[] =
      left > 0 ? await inTurn(paging, signal, () => new Pages(caller, paging, asked, limits).read()) : [];
    const anew: number[] = [];
    batch.forEach((index, position) => {
      const page = pages[position];
      const attempt = (attempts.get(index) ?? 0) + 1;
      attempts.set(index, attempt);
      if (page === undefined) outcomes[index] = nothing;
      else if (isRepeated(page, paging, batch.length, attempt)) anew.push(index);
      else outcomes[index] = 'again' in page ? { error: page.again } : page;
      const outcome = outcomes[index];
      if (outcome !== undefined && 'result' in outcome) left -= outcome.result.references.length;
    });
    waiting = [...anew, ...waiting.slice(batch.length)];
  }
  return outcomes.map((outcome) => outcome ?? nothing);
}

/** One node may be asked in smaller pages, or when nothing else is kept open. */
function isRepeated(page: Page<unknown>, paging: Paging, batchSize: number, attempt: number): boolean {
  if ('again' in page) return attempt < mostAttempts;
  if (!('error' in page) || batchSize > 1 || paging.pageSize <= 1) return false;
  if (!tooLarge.has(statusNameOf(page.error) ?? '')) return false;
  paging.pageSize = Math.floor(paging.pageSize / 2);
  return true;
}

const tooLarge: ReadonlySet<string> = new Set(['BadResponseTooLarge', 'BadEncodingLimitsExceeded']);
