import { setTimeout as wait } from 'node:timers/promises';
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

const progressPath = { path: 'restore', permission: 'millwright.history.read' };

/** Tells how far the restore is until the signal says that it is over. What cannot be asked for is not told. */
async function follow(
  instance: Instance,
  number: number,
  progress: Progress,
  over: AbortSignal,
): Promise<void> {
  const question = { ...progressPath, signal: over };
  while (!over.aborted) {
    try {
      await wait(lookEvery, undefined, { signal: over });
      const found = await askHistory(instance, question, progressAnswer);
      if (!found.running || over.aborted) continue;
      progress.show(found.number === number ? stepText(found) : 'Waiting until another restore ends');
    } catch {
      // The restore goes on all the same, and its answer counts.
    }
  }
}

/**
 * Asks to stop the restore, if it is the one under way: somebody else's goes on. Whether it stopped, the answer to the
 * restore itself says.
 */
async function cancel(instance: Instance, number: number, progress: Progress): Promise<void> {
  try {
    const found = await askHistory(instance, progressPath, progressAnswer);
    if (found.number !== number || found.cancellable === false) {
      progress.show('It can no longer be stopped; Ctrl-C again waits no longer');
      return;
    }
    progress.show('Stopping; Ctrl-C again waits no longer');
    const question = { method: 'DELETE', path: 'restore', permission: 'flows.write' } as const;
    await askHistory(instance, question, progressAnswer);
  } catch {
    // The answer to the restore counts.
  }
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
  const away = onInterrupt(() => void cancel(instance, number, progress));
  const following = follow(instance, number, progress, over.signal);
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
