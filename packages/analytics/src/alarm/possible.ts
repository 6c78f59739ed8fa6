import { command } from './commands.ts';
import type { AlarmDefinition } from './definition.ts';
import type { AlarmCommand } from './events.ts';
import type { AlarmState } from './state.ts';

const definition: AlarmDefinition = {
  id: '',
  priority: 1,
  onDelay: 0,
  offDelay: 0,
  latching: true,
  autoAcknowledge: false,
  longestShelving: 1,
};

/** Each command, given by somebody who sees the alarm as it is. */
function trials({ since: ts, occurrence, seq }: AlarmState): readonly AlarmCommand[] {
  const given = { ts, actor: '', note: '' };
  return [
    { ...given, kind: 'acknowledge', occurrence, seq },
    { ...given, kind: 'reset' },
    { ...given, kind: 'shelve', duration: 1, oneShot: false },
    { ...given, kind: 'unshelve' },
    { ...given, kind: 'out-of-service' },
    { ...given, kind: 'return-to-service' },
  ];
}

/** The commands that would change an alarm as it stands: what to offer to whoever looks at it. Each is tried. */
export function possibleCommands(state: AlarmState): ReadonlySet<AlarmCommand['kind']> {
  return new Set(
    trials(state)
      .filter((event) => command({ state, records: [] }, definition, event).records.length > 0)
      .map(({ kind }) => kind),
  );
}
