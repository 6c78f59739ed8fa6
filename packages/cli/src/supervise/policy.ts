import { type EndKind, isAnotherBoot, type Moment, type Start, type Starts } from './starts.ts';

/** How the process before ended, as Node-RED is told it in MILLWRIGHT_CAUSE. */
export type Cause = 'reboot' | 'crash' | 'blocked' | 'unknown';

/** What is known of a process that has ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** It was ended because its event loop did not turn. */
  readonly blocked: boolean;
  /** It had asked to be started again. */
  readonly asked: boolean;
  /** Somebody had sent a signal to the supervisor. */
  readonly stopping: boolean;
  /** A device had begun a release that it has not ended. */
  readonly changing: boolean;
}

export function endKindOf({ code, blocked, asked, stopping, changing }: Ended): EndKind {
  if (stopping) return 'stopped';
  if (asked) return 'asked';
  if (blocked) return 'blocked';
  // Flows of a release may end the process as if all were well, and nobody would go back from them.
  return code === 0 && !changing ? 'left' : 'crash';
}

/** Whether there is another start after that. */
export const startsAgain = (kind: EndKind): boolean => kind !== 'stopped' && kind !== 'left';

/** The next start. */
export interface Plan {
  readonly cause: Cause;
  /** That ended the process before, in a crash. */
  readonly signal?: string;
  /** Milliseconds to wait before it. */
  readonly delay: number;
  /** Without flows, so that the instance stays in reach of people. */
  readonly safe: boolean;
}

/** That many starts in a row make a crash loop, if each lasted less than `short` and all began within `within` seconds. */
const loop = { starts: 5, short: 60, within: 5 * 60 };
const [leastDelay, mostDelay] = [1000, 30_000];

const failed = ({ end }: Start): boolean => end?.kind === 'crash' || end?.kind === 'blocked';
const failedSoon = (start: Start): boolean => failed(start) && (start.end?.after ?? 0) < loop.short;

/** What comes next after the starts that there were. */
export function plan(starts: Starts, now: Moment): Plan {
  const last = starts.starts.at(-1);
  if (!last) return { cause: 'unknown', delay: 0, safe: false };
  if (isAnotherBoot(starts, now)) return { cause: 'reboot', delay: 0, safe: false };
  if (!failed(last)) return { cause: 'unknown', delay: 0, safe: false };
  const before = starts.starts.findLastIndex((each) => !failedSoon(each));
  const inARow = starts.starts.slice(before + 1);
  return {
    ...(last.end?.kind === 'blocked' ? { cause: 'blocked' } : { cause: 'crash', ...signalOf(last) }),
    delay: Math.min(mostDelay, leastDelay * 2 ** Math.max(0, inARow.length - 1)),
    safe: isLoop(inARow, now),
  };
}

const signalOf = ({ end }: Start): Pick<Plan, 'signal'> =>
  end?.signal === undefined ? {} : { signal: end.signal };

function isLoop(inARow: readonly Start[], { uptime }: Moment): boolean {
  const first = inARow.at(-loop.starts);
  return first !== undefined && uptime - first.uptime <= loop.within;
}
