import { readFile } from 'node:fs/promises';
import type { Booted, Cause, RestartKind } from '@millwright/rollout';
import { machineBoot } from '@millwright/store';
import { writeWhole } from '../files.ts';

/** What says how this Node-RED is restarted. */
export interface RestartSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `millwright.fleet.restart` of `settings.js`. */
  readonly setting: unknown;
  readonly isAlive: (pid: number) => boolean;
  /** Whether the parent can be told something. */
  readonly canTell: boolean;
}

/** Who starts Node-RED again when it ends. */
export function restartKindOf({ environment, setting, isAlive, canTell }: RestartSurroundings): RestartKind {
  const supervisor = Number(environment['MILLWRIGHT_SUPERVISOR']);
  if (Number.isSafeInteger(supervisor) && supervisor > 0 && canTell && isAlive(supervisor))
    return 'supervised';
  return environment['MILLWRIGHT_RESTART'] === 'exit' || setting === 'exit' ? 'exit' : 'none';
}

const causes: ReadonlySet<unknown> = new Set<Cause>(['reboot', 'crash', 'blocked', 'unknown']);

/**
 * How the process before ended: a supervisor says it; without one only a start of the machine can be told from others.
 *
 * @param boots of the process before and of this one, where there is such a thing
 */
export function causeOf(
  kind: RestartKind,
  said: string | undefined,
  boots: { readonly before: string | undefined; readonly now: string | undefined },
): Cause {
  if (kind === 'supervised' && causes.has(said)) return said as Cause;
  const isOther = boots.before !== undefined && boots.now !== undefined && boots.before !== boots.now;
  return isOther ? 'reboot' : 'unknown';
}

/** Those that people, other programs, and a system out of memory send. Others come of what the process did itself. */
const fromOutside: readonly string[] = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'];

/**
 * What this process says of its start, and notes which boot of the machine it belongs to.
 *
 * @param noted the file with that of the process before
 */
export async function bootedNow(
  around: RestartSurroundings,
  noted: string,
): Promise<Pick<Booted, 'cause' | 'restart' | 'signal'>> {
  const restart = restartKindOf(around);
  const [before, now] = [await lineOf(noted), machineBoot()];
  if (now !== undefined && now !== before)
    try {
      await writeWhole(noted, `${now}\n`);
    } catch {
      // A full disk: the next start may take a crash for a start of the machine, which is counted as well.
    }
  const cause = causeOf(restart, around.environment['MILLWRIGHT_CAUSE'], { before, now });
  const signal = around.environment['MILLWRIGHT_SIGNAL'];
  return {
    restart,
    cause,
    ...(cause === 'crash' && signal !== undefined && fromOutside.includes(signal) && { signal }),
  };
}

async function lineOf(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    return undefined;
  }
}
