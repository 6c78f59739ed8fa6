import { type AlarmCommand, type AlarmEntry, possibleCommands } from '@millwright/analytics';
import { type CommandForm, mostAlarms } from '../../../common/alarms/requests.ts';

export type CommandKind = AlarmCommand['kind'];

/** In the order in which they are offered. */
export const commandKinds: readonly CommandKind[] = [
  'acknowledge',
  'reset',
  'shelve',
  'unshelve',
  'out-of-service',
  'return-to-service',
];

/** What takes an alarm away from the operators' eyes needs a reason. */
export const needsReason = (kind: CommandKind): boolean => kind === 'shelve' || kind === 'out-of-service';

/** Commands that at least one of these alarms can take, and the alarms that can. */
export function offered(entries: readonly AlarmEntry[]): ReadonlyMap<CommandKind, readonly AlarmEntry[]> {
  const possible = entries.map((entry) => ({ entry, kinds: possibleCommands(entry.state) }));
  return new Map(
    commandKinds.flatMap((kind) => {
      const takers = possible.filter(({ kinds }) => kinds.has(kind)).map(({ entry }) => entry);
      return takers.length > 0 ? [[kind, takers] as const] : [];
    }),
  );
}

/** What was filled in for a command. */
export interface Filled {
  readonly note: string;
  /** For how long it is shelved (ms). */
  readonly duration: number;
  readonly oneShot: boolean;
}

/** What goes to the server for some alarms, as the person sees them: several where they are many. */
export function formsOf(
  kind: CommandKind,
  entries: readonly AlarmEntry[],
  filled: Filled,
): readonly CommandForm[] {
  const forms: CommandForm[] = [];
  for (let from = 0; from < entries.length; from += mostAlarms)
    forms.push(formOf(kind, entries.slice(from, from + mostAlarms), filled));
  return forms;
}

function formOf(kind: CommandKind, entries: readonly AlarmEntry[], filled: Filled): CommandForm {
  const note = filled.note.trim();
  const optional = note === '' ? {} : { note };
  const alarms = entries.map(({ id }) => ({ alarm: id }));
  switch (kind) {
    case 'acknowledge': {
      const seen = entries.map(({ id, state: { occurrence, seq } }) => ({ alarm: id, occurrence, seq }));
      return { kind, alarms: seen, ...optional };
    }
    case 'shelve':
      return { kind, alarms, duration: filled.duration, oneShot: filled.oneShot, note };
    case 'out-of-service':
      return { kind, alarms, note };
    default:
      return { kind, alarms, ...optional };
  }
}
