import { problemOf } from '@millwright/schema';
import * as v from 'valibot';
import { rolloutErrors } from '../errors.ts';
import type { Booted } from './events.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { phases } from './phases.ts';
import { phaseOf, type RestartKind, type State, state as schema } from './state.ts';
import { step } from './step.ts';
import type { Step } from './transition.ts';

/** Characters. A journal of ours has some thousands. */
const longestJournal = 10_000_000;
const mostProblems = 5;

/** A device that was just enrolled, or whose journal is lost: it keeps what it runs, and knows of no release. */
export const newDevice = (restart: RestartKind): State => ({
  format: 1,
  turn: 0,
  known: [],
  drift: 'report',
  restart,
  locked: false,
  spent: false,
  ended: false,
  rest: 'idle',
  reverts: { count: 0, time: 0 },
  outcomes: [],
  failures: [],
});

export const writeJournal = (state: State): string => JSON.stringify(state);

/**
 * @throws `rollout.journal-damaged`, `rollout.journal-unknown-format`: the device then leaves everything as it is until a
 *   person has decided; a new journal is begun with {@link newDevice}, never by itself, because the floors would be forgotten
 */
export function readJournal(text: string): State {
  const raw = parse(text);
  const { format } = raw as { readonly format?: unknown };
  if (typeof format === 'number' && format !== 1) throw rolloutErrors.journalUnknownFormat({ known: 1 });
  const read = v.safeParse(schema, raw);
  if (read.success) return read.output;
  const problems = read.issues.slice(0, mostProblems).map((issue) => problemOf([], issue));
  throw rolloutErrors.journalDamaged({ problems });
}

function parse(text: string): object {
  const damaged = (code: string) => rolloutErrors.journalDamaged({ problems: [{ path: [], code }] });
  if (text.length > longestJournal) throw damaged('too-long');
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw damaged('malformed');
  }
  if (typeof raw !== 'object' || raw === null) throw damaged('not-an-object');
  return raw;
}

/** What a device goes on with after a start, out of the text that it finds. Throws as {@link readJournal} does. */
export const restore = (text: string, event: Booted, limits: Limits = defaultLimits): Step =>
  step(readJournal(text), event, limits);

/**
 * What Node-RED does with its flows when it starts, before anything else is done: `held` ones wait for the effect `start` or
 * `safe`. It is asked of the state that the journal has, not of the one after `restore`.
 */
export function flowsAtStart(state: State): 'run' | 'held' | 'stopped' {
  const { flows } = phases[phaseOf(state)];
  return flows === 'run' && state.rest === 'safe' ? 'stopped' : flows;
}
