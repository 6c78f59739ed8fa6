import { setTimeout as pause } from 'node:timers/promises';
import { auditErrors } from '../../common/errors.ts';

/**
 * Waits for something that can be called off, but not for ever.
 *
 * @throws `audit.receiver-silent` when the time is over, `stop`'s reason when that aborts
 */
export async function within<Result>(
  milliseconds: number,
  receiver: string,
  stop: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const late = auditErrors.receiverSilent({ receiver, seconds: milliseconds / 1000 });
  const control = new AbortController();
  const { signal } = control;
  // `AbortSignal.any` would leave a little with `stop` each time, and that lives as long as the courier.
  const follow = (): void => control.abort(stop.reason);
  stop.addEventListener('abort', follow, { once: true });
  if (stop.aborted) follow();
  const timer = setTimeout(() => control.abort(late), milliseconds);
  try {
    signal.throwIfAborted();
    return await untilAborted(signal, work(signal));
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', follow);
  }
}

/** @throws the signal's reason as soon as it aborts */
export function untilAborted<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** How long to wait for something to give back what it holds, in milliseconds. */
const closingPatience = 1_000;

/** Closes something, and does not wait for ever: a share that hangs keeps its files open until it answers again. */
export async function closeSoon(thing: { close(): Promise<void> } | undefined): Promise<void> {
  if (!thing) return;
  const waiting = new AbortController();
  const { signal } = waiting;
  await Promise.race([thing.close(), pause(closingPatience, undefined, { signal })]).catch(() => {});
  waiting.abort();
}
