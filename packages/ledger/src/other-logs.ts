import type { Checkpoint } from './checkpoint.ts';
import type { OtherLog } from './verdict.ts';

const mostListed = 20;

/** Names of logs of one instance begin so: `millwright/audit/<instance>/`. Undefined for a log that is named otherwise. */
const instanceOf = (origin: string): string | undefined => /^millwright\/audit\/[^/]+\//.exec(origin)?.[0];

export interface KnownLogs {
  /** Origins of which somebody knows why there is another log now. */
  readonly former?: readonly string[] | undefined;
  /** The anchors are those of one instance, whatever it was called when each log began. */
  readonly ofOneInstance?: boolean | undefined;
}

/**
 * Other logs of the instance that anchors know. Their checkpoints cannot be checked, because their keys are in those logs:
 * whoever writes an anchor can name what never was. So they are a reason to ask, and never a proof.
 */
export function otherLogs(
  anchors: readonly Checkpoint[],
  origin: string,
  { former = [], ofOneInstance = false }: KnownLogs,
): OtherLog[] {
  const instance = instanceOf(origin);
  if (instance === undefined) return [];
  const found = new Map<string, OtherLog>();
  for (const { origin: other, size, time } of anchors) {
    const named = instanceOf(other);
    const isOwn = ofOneInstance ? named !== undefined : named === instance;
    if (other === origin || !isOwn || former.includes(other)) continue;
    if (size > (found.get(other)?.size ?? 0))
      found.set(other, { origin: other, size, ...(time !== undefined && { time }) });
  }
  return [...found.values()].toSorted((a, b) => b.size - a.size).slice(0, mostListed);
}
