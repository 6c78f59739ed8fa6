import {
  type AlarmCommand,
  type AlarmEntry,
  type AlarmRequest,
  possibleCommands,
} from '@millwright/analytics';

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

/** What has to be asked before a command is given: shelving and taking out of service need a reason. */
export const needsReason: Readonly<Record<CommandKind, boolean>> = {
  acknowledge: false,
  reset: false,
  shelve: true,
  unshelve: false,
  'out-of-service': true,
  'return-to-service': false,
};

/** Commands that at least one of these alarms can take, and the alarms of each. */
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

/** The request to the server for one alarm, as the person sees it. */
export function requestOf(kind: CommandKind, entry: AlarmEntry, filled: Filled): AlarmRequest {
  const note = filled.note.trim();
  const optional = note === '' ? {} : { note };
  const { id: alarm, state } = entry;
  switch (kind) {
    case 'acknowledge':
      return { kind, alarm, occurrence: state.occurrence, seq: state.seq, ...optional };
    case 'shelve': {
      const duration = Math.min(filled.duration, entry.longestShelving);
      return { kind, alarm, duration, oneShot: filled.oneShot, note };
    }
    case 'out-of-service':
      return { kind, alarm, note };
    default:
      return { kind, alarm, ...optional };
  }
}
