import { setTimeout as wait } from 'node:timers/promises';
import { isCodedError } from '@millwright/schema';
import type { Surroundings } from '../../command.ts';
import { cliErrors } from '../../errors.ts';
import type { Instance } from '../../instance/ask.ts';
import { Progress } from '../../terminal/progress.ts';
import { progressAnswer, type Restored, type RestoreProgress, restoredAnswer } from '../answers.ts';
import { askHistory } from '../instance.ts';

/** Milliseconds between two looks at how far the restore is. */
const lookEvery = 500;

/** Milliseconds: modules come over slow lines. */
const patience = 30 * 60_000;

function stepText({ step, module = 'a module', cancellable }: RestoreProgress): string {
  const steps: Readonly<Record<string, string>> = {
    waiting: 'Waiting until other operations end',
    reading: 'Reading the version',
    installing: `Installing ${module}`,
    deploying: 'Deploying',
    starting: 'Waiting for the flows to start',
    removing: `Removing ${module}`,
  };
  return `${steps[step ?? ''] ?? 'Restoring'}${cancellable ? ', Ctrl-C stops' : ''}`;
}

/** Tells how far the restore is until the signal says that it is over. What cannot be asked for is not told. */
async function follow(instance: Instance, progress: Progress, over: AbortSignal): Promise<void> {
  const question = { path: 'restore', permission: 'millwright.history.read', signal: over };
  while (!over.aborted) {
    try {
      await wait(lookEvery, undefined, { signal: over });
      const found = await askHistory(instance, question, progressAnswer);
      if (found.running && !over.aborted) progress.show(stepText(found));
    } catch (error) {
      if (!over.aborted && !isCodedError(error)) throw error;
    }
  }
}

/** Asks to stop the restore. Whether it stopped says the answer of the restore itself. */
async function cancel(instance: Instance, progress: Progress): Promise<void> {
  progress.show('Stopping, if nothing has been deployed yet; Ctrl-C again to wait no longer');
  const question = { method: 'DELETE', path: 'restore', permission: 'flows.write' } as const;
  await askHistory(instance, question, progressAnswer).catch(() => undefined);
}

/** The request may have arrived, and what came of it is not known: a broken line, or a proxy that waits no longer. */
function isAnswerLost(error: unknown): boolean {
  const { timeout, unreachable, otherProtocol, unexpectedStatus, notJson, unknownAnswer } = cliErrors;
  const lost = [timeout, unreachable, otherProtocol, unexpectedStatus, notJson, unknownAnswer];
  return lost.some((each) => each.is(error));
}

/**
 * Has a version restored, tells of it, and lets Ctrl-C stop it as long as that is possible.
 *
 * @param body as the route takes it
 * @throws `cli.restore-unanswered`, and the coded errors of history
 */
export async function carryOut(
  instance: Instance,
  number: number,
  body: object,
  { errors, onInterrupt }: Pick<Surroundings, 'errors' | 'onInterrupt'>,
): Promise<Restored> {
  const progress = new Progress(errors, 'lines');
  const over = new AbortController();
  const away = onInterrupt(() => void cancel(instance, progress));
  const following = follow(instance, progress, over.signal);
  try {
    const question = {
      method: 'POST',
      path: `versions/${number}/restore`,
      permission: 'flows.write',
      body,
    } as const;
    return await askHistory({ ...instance, patience }, question, restoredAnswer);
  } catch (error) {
    throw isAnswerLost(error) ? cliErrors.restoreUnanswered({ number }, { cause: error }) : error;
  } finally {
    over.abort();
    await following;
    progress.clear();
    away();
  }
}
