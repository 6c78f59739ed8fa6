import type { AlarmEntry } from '@millwright/analytics';
import { type CommandKind, type Filled, needsReason } from './commands.ts';
import { shelvingChoices, usualShelving } from './shelving.ts';

/** What is asked before a command is given: whether, why, for how long. The alarms are those that the person saw. */
export interface Question {
  readonly kind: CommandKind;
  readonly entries: readonly AlarmEntry[];
  /** For how long alarms can be shelved (ms). */
  readonly choices: readonly number[];
  readonly filled: Filled;
  /** The reason was looked for and is not there. */
  readonly lacksReason: boolean;
}

/** One alarm is acknowledged, reset or brought back without more ado; several are not, and nothing is hidden without a reason. */
export const isAsked = (kind: CommandKind, entries: readonly AlarmEntry[]): boolean =>
  needsReason(kind) || entries.length > 1;

export function questionOf(kind: CommandKind, entries: readonly AlarmEntry[]): Question {
  const choices = shelvingChoices(entries.map(({ longestShelving }) => longestShelving));
  const filled = { note: '', duration: usualShelving(choices), oneShot: false };
  return { kind, entries, choices, filled, lacksReason: false };
}

/** Whether the command can be given as it was filled in. */
export const isFilled = ({ kind, filled }: Question): boolean =>
  !needsReason(kind) || filled.note.trim() !== '';
