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
/** What runs since the last restore that was asked for here. */
let ownRevision: string | undefined;

/** Whether other flows run because of a restore that was asked for here: this editor tells of it by itself. */
export function isOwnRestore(revision: string): boolean {
  return running > 0 || ownRevision === revision;
}

/** Other flows run than those: what comes later is not of that restore. */
export function noteDeployed(revision: string): void {
  if (running === 0 && revision !== ownRevision) ownRevision = undefined;
}

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
    // News of it may come later than the answer.
    ownRevision = result.value.rev;
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
