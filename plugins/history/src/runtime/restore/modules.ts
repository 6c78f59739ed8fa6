import type { Host, InstalledModule } from '@millwright/runtime';
import { isCodedError } from '@millwright/schema';
import { historyErrors } from '../../common/errors.ts';
import type { RestorePlan } from '../../common/restoring.ts';
import type { Notice } from '../../common/version.ts';
import { noticeOf } from '../notice.ts';
import type { RestoreRun } from './progress.ts';

type Tools = Pick<Host, 'nodeRed' | 'log'>;
type Modules = RestorePlan['modules']['missing'];

/** Modules that a restore has installed. */
export interface InstalledModules {
  readonly notices: readonly Notice[];
  /** Removes them again, the last first. What cannot be removed stays, and the log says so. */
  undo(): Promise<void>;
}

/**
 * Installs modules one by one, in exactly these versions. If one fails, or does not bring the nodes that it brought
 * when the version was kept, those before it are removed again.
 *
 * @param kept modules of the version, with the types that they provided
 * @throws `history.module-failed`, `history.restore-cancelled`
 */
export async function installModules(
  { nodeRed, log }: Tools,
  modules: Modules,
  kept: readonly InstalledModule[],
  run: RestoreRun,
): Promise<InstalledModules> {
  const done: string[] = [];
  const restart: string[] = [];
  const undo = async (): Promise<void> => {
    for (const name of done.splice(0).reverse()) {
      await nodeRed.removeModule(name).catch((error: unknown) => log.warn(noticeOf(error).message));
    }
  };
  try {
    for (const module of modules) {
      run.enter('installing', module.name);
      const { restartNeeded } = await nodeRed.installModule(module);
      done.push(module.name);
      if (restartNeeded) restart.push(module.name);
      else checkTypes(module, kept, nodeRed);
    }
  } catch (error) {
    await undo();
    throw inWords(error);
  }
  const notices =
    restart.length > 0 ? [noticeOf(historyErrors.restartNeeded({ modules: restart.join(', ') }))] : [];
  return { notices, undo };
}

function checkTypes(
  { name, version }: Modules[number],
  kept: readonly InstalledModule[],
  nodeRed: Tools['nodeRed'],
): void {
  const { types = [] } = kept.find((module) => module.name === name) ?? {};
  const missing = types.filter((type) => !nodeRed.hasNodeType(type));
  if (missing.length === 0) return;
  const reason = `it is installed, but its nodes could not be loaded: ${missing.join(', ')}`;
  throw historyErrors.moduleFailed({ module: name, version, reason });
}

/** Removes modules one by one. It is deployed by then: what cannot be removed is told, and the rest goes on. */
export async function removeModules(
  { nodeRed }: Tools,
  modules: Modules,
  run: RestoreRun,
): Promise<Notice[]> {
  const notices: Notice[] = [];
  for (const { name } of modules) {
    run.enter('removing', name);
    try {
      await nodeRed.removeModule(name);
    } catch (error) {
      notices.push(noticeOf(historyErrors.moduleStays({ module: name, reason: reasonOf(error) })));
    }
  }
  return notices;
}

/** An installation that failed, in words of history, with what npm says. */
function inWords(error: unknown): unknown {
  if (!isCodedError(error) || error.code !== 'runtime.not-installed') return error;
  const details = error.details as {
    readonly module: string;
    readonly version: string;
    readonly reason: string;
  };
  return historyErrors.moduleFailed(details, { cause: error });
}

function reasonOf(error: unknown): string {
  const { details } = error as { readonly details?: { readonly reason?: string } };
  return details?.reason ?? noticeOf(error).message;
}
