import { coalesced } from './coalesced.ts';
import type { Result } from './failure.ts';
import { failedState, loadingState } from './sidebar/states.ts';
import type { TextFinder } from './text.ts';
import type { OpenTray } from './tray.ts';

export interface TrayLoad<Value> {
  /** What is being done. */
  readonly loading: string;
  /** What could not be done. */
  readonly failed: string;
  readonly texts: TextFinder;
  /** Something is shown before anything was asked. */
  readonly isShown?: boolean;
  ask(signal: AbortSignal): Promise<Result<Value>>;
  /** Shows it; not called once the tray is gone. */
  take(value: Value): void;
}

/**
 * Makes what asks for all that a tray shows, and asks anew, never twice at a time. Until there is something it shows that it
 * comes, or why it did not and a way on; afterwards what is shown stays, whatever fails.
 */
export function trayLoader<Value>(tray: OpenTray, load: TrayLoad<Value>): () => Promise<void> {
  const { loading, failed: title, texts, ask, take } = load;
  let isShown = load.isShown ?? false;
  const run = coalesced(async () => {
    if (!isShown) tray.show(loadingState(loading));
    const found = await ask(tray.signal);
    if (tray.signal.aborted) return;
    if (found.ok) {
      isShown = true;
      take(found.value);
    } else if (!isShown)
      tray.show(failedState({ title, failure: found.failure, texts, retry: () => void run() }));
  });
  return run;
}
