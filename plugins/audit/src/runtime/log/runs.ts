import { readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { machineBoot } from '@millwright/store';

/** A run of a process that has the log open, or had it when it ended without a stop. */
export interface Run {
  readonly boot: string;
  readonly pid: number;
  /** When its process began, as only this machine can tell: numbers of processes are used again. */
  readonly start: string | undefined;
  /** How many events there were when it came: whatever it intends has no lower number. */
  readonly first: number;
}

const prefix = 'run:';
export const runName = (boot: string): string => `${prefix}${boot}`;

export const readRuns = (connection: DatabaseSync): readonly Run[] =>
  connection
    .prepare('select name, value from meta where name >= ? and name < ?')
    .all(prefix, `${prefix}~`)
    .flatMap(({ name, value }) => runOf(String(name).slice(prefix.length), String(value)) ?? []);

/** Of this process. */
export const ownRun = (first: number): string =>
  JSON.stringify({ pid: process.pid, start: processStart(process.pid), first });

/** Rows that say nothing are as good as none: whoever changed them must not keep the log from going on. */
function runOf(boot: string, value: string): Run | undefined {
  try {
    const { pid, start, first } = JSON.parse(value) as Partial<Record<keyof Run, unknown>>;
    if (!Number.isSafeInteger(pid) || !Number.isSafeInteger(first)) return undefined;
    return {
      boot,
      pid: pid as number,
      start: typeof start === 'string' ? start : undefined,
      first: first as number,
    };
  } catch {
    return undefined;
  }
}

/** Whether its process is another one, and still there. Of this process, only one run is. */
export function isAlive({ pid, start }: Run): boolean {
  if (pid === process.pid || pid <= 0) return false;
  if (start !== undefined) return processStart(pid) === start;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and belongs to somebody else.
    return (error as { readonly code?: unknown }).code === 'EPERM';
  }
}

/**
 * Which start of the machine, and the clock ticks from then to the start of the process.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html field 22
 * @returns undefined where the system does not tell, or there is no such process
 */
function processStart(pid: number): string | undefined {
  const machine = machineBoot();
  if (machine === undefined) return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name of the program is in brackets, and may have anything in it.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${machine} ${ticks}`;
  } catch {
    return undefined;
  }
}
