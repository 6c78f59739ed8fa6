import { step } from '../index.ts';
import type { Machine } from './executor.fixture.ts';
import { printHistory } from './history.fixture.ts';
import { wrongWith } from './invariants.fixture.ts';
import { drawScript, type Script } from './script.fixture.ts';
import { simulate } from './simulate.fixture.ts';

/** A history in which something does not hold. */
export interface Finding {
  readonly seed: number;
  readonly wrong: string;
  readonly script: Script;
}

/** Plays histories from a seed on, until one does not hold. */
export function search(seed: number, histories: number, machine: Machine = step): Finding | undefined {
  const { stackTraceLimit } = Error;
  // Each failure of an effect is an error, whose stack nobody reads.
  Error.stackTraceLimit = 0;
  try {
    for (let index = 0; index < histories; index += 1) {
      const script = drawScript(seed + index);
      const wrong = verdict(script, machine);
      if (wrong !== undefined) return { seed: seed + index, wrong, script };
    }
    return undefined;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** A machine that throws, or a simulation that cannot go on, is as wrong as anything. */
function verdict(script: Script, machine: Machine): string | undefined {
  try {
    return wrongWith(simulate(script, { machine }));
  } catch (error) {
    return `throws: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const nameOf = (wrong: string | undefined): string | undefined => wrong?.split(':')[0];

/** Leaves out happenings as long as the same invariant does not hold. */
export function shrink(finding: Finding, machine: Machine = step): Finding {
  let smallest = finding;
  for (let again = true; again; ) {
    again = false;
    for (let at = smallest.script.happenings.length - 1; at >= 0; at -= 1) {
      const happenings = smallest.script.happenings.toSpliced(at, 1);
      const script = { ...smallest.script, happenings };
      const wrong = verdict(script, machine);
      if (wrong === undefined || nameOf(wrong) !== nameOf(finding.wrong)) continue;
      smallest = { ...smallest, script, wrong };
      again = true;
    }
  }
  return smallest;
}

/** What a person needs to follow it. */
export function explain({ seed, wrong, script }: Finding, machine: Machine = step): string {
  let history: string;
  try {
    history = printHistory(simulate(script, { machine }));
  } catch (error) {
    history = String(error instanceof Error ? error.stack : error);
  }
  return `SEED=${seed}: ${wrong}\n${JSON.stringify(script)}\n${history}`;
}
