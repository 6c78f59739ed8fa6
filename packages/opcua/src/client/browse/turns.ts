import type { Caller } from '../caller.ts';

/** What was learned of a server's way to answer in pages, and whose turn it is. */
export interface Paging {
  /** How many answers it leaves open at once; it learns from refusals. */
  openPoints: number;
  /** How many references of one node an answer may hold; halved when that was too much. */
  pageSize: number;
  /** The end of the turn before. */
  turn: Promise<void>;
}

const pagings = new WeakMap<object, Paging>();

/** Shared by all who browse over one connection: continuation points are few, and counted by session. */
export function pagingOf(caller: Pick<Caller, 'callMany'>): Paging {
  const known = pagings.get(caller);
  if (known !== undefined) return known;
  const paging: Paging = { openPoints: Number.POSITIVE_INFINITY, pageSize: 1000, turn: Promise.resolve() };
  pagings.set(caller, paging);
  return paging;
}

/** Does a task when those before it are over. Who no longer waits by then, whose signal is aborted, is passed over. */
export function inTurn<Result>(
  paging: Paging,
  signal: AbortSignal,
  task: () => Promise<Result>,
): Promise<Result> {
  const done = paging.turn.then(() => {
    signal.throwIfAborted();
    return task();
  });
  paging.turn = done.then(
    () => {},
    () => {},
  );
  return abandonable(done, signal);
}

/** The result, or the signal's reason as soon as there is one. */
function abandonable<Result>(result: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise<Result>((resolve, reject) => {
    const abandon = () => reject(signal.reason);
    if (signal.aborted) abandon();
    signal.addEventListener('abort', abandon, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', abandon));
  });
}
