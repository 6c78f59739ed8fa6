import { call, hasUnsavedWork, type Result, refreshWorkspace, withoutDeployNotice } from '@millwright/editor';
import type { RestoreBody, RestoreProgress } from '../../common/restoring.ts';
import { restoreRoutes } from '../../common/routes.ts';
import type { Restored } from '../../common/version.ts';
import type { Unsaved } from './unsaved.ts';

/** npm may take its time for each module. */
const restoreTimeout = 30 * 60_000;
const pollInterval = 500;

/** What came of a restore, and whether this editor shows it. */
export interface RestoreEnd {
  readonly result: Result<Restored>;
  readonly shown: boolean;
}

let running = 0;

/** Whether a restore that was asked for here is under way: this editor shows its outcome by itself. */
export const isRestoring = (): boolean => running > 0;

/**
 * Restores, and shows the result in this editor. Work that is not deployed is dropped only if `unsaved` says so.
 *
 * @param report hears how far the restore is
 */
export async function runRestore(
  number: number,
  body: RestoreBody,
  unsaved: Unsaved,
  report: (progress: RestoreProgress) => void,
): Promise<RestoreEnd> {
  const done = new AbortController();
  const run = async (): Promise<RestoreEnd> => {
    void poll(report, done.signal);
    const result = await call(
      restoreRoutes.restoreVersion,
      { params: { number }, body },
      { timeout: restoreTimeout },
    );
    done.abort();
    if (!result.ok) return { result, shown: false };
    // The user may have gone on working where nothing was unsaved when it was asked.
    const refresh = unsaved === 'discard' || !hasUnsavedWork();
    return { result, shown: refresh && (await refreshWorkspace()) };
  };
  running += 1;
  try {
    // Node-RED must know of the deploy where work is kept: its merge fails without the notice, shown or closed.
    return await (unsaved === 'keep' && hasUnsavedWork() ? run() : withoutDeployNotice(run));
  } finally {
    done.abort();
    running -= 1;
  }
}

async function poll(report: (progress: RestoreProgress) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const result = await call(restoreRoutes.getRestoreProgress, {}, { signal });
    if (signal.aborted) return;
    if (result.ok && result.value.running) report(result.value);
    await new Promise((resolve) => setTimeout(resolve, pollInterval));
  }
}

/** Stops the restore that runs now, if nothing has been deployed; the restore itself then ends with a failure. */
export function cancelRestore(): Promise<Result<RestoreProgress>> {
  return call(restoreRoutes.cancelRestore, {});
}
