import type { AlarmDefinition } from './definition.ts';
import { alarmErrors } from './errors.ts';
import type { Acknowledge, AlarmCommand, Reset, Shelve, Suppress } from './events.ts';
import type { Stage } from './state.ts';
import { type Change, enter, isAside, type Occasion, refuse, surface } from './transition.ts';

const acknowledging: Partial<Record<Stage, Stage>> = {
  unacknowledged: 'acknowledged',
  returned: 'normal',
  latched: 'latched-acknowledged',
};

const resetting: Partial<Record<Stage, Stage>> = { latched: 'returned', 'latched-acknowledged': 'normal' };

/** What a person wants, or why it is not to be had. */
export function command(change: Change, definition: AlarmDefinition, event: AlarmCommand): Change {
  const { stage } = change.state;
  switch (event.kind) {
    case 'acknowledge':
      return acknowledge(change, definition, event);
    case 'reset':
      return reset(change, definition, event);
    case 'shelve':
      return shelve(change, definition, event);
    case 'unshelve':
      return stage === 'shelved'
        ? surface(change, definition, occasionOf(event))
        : inapplicable(change, event);
    case 'out-of-service':
      return isAside(change.state)
        ? inapplicable(change, event)
        : enter(change, definition, 'out-of-service', occasionOf(event));
    case 'return-to-service':
      return stage === 'out-of-service'
        ? surface(change, definition, occasionOf(event))
        : inapplicable(change, event);
  }
}

/** Logic says whether the alarm is suppressed. Where a person has set it aside, that is remembered until it comes back. */
export function suppress(change: Change, definition: AlarmDefinition, { ts, on, note }: Suppress): Change {
  const told = { ...change, state: { ...change.state, suppressed: on } };
  const occasion = { ts, ...(note !== undefined && { note }) };
  if (on && !isAside(told.state))
    return enter(told, definition, 'suppressed', { ...occasion, cause: 'suppress' });
  if (!on && told.state.stage === 'suppressed')
    return surface(told, definition, { ...occasion, cause: 'unsuppress' });
  return told;
}

/** Of two people who acknowledge the same, the second finds it done. */
function acknowledge(change: Change, definition: AlarmDefinition, event: Acknowledge): Change {
  const { stage, occurrence, raised, seq } = change.state;
  if (isAside(change.state) || occurrence === 0) return inapplicable(change, event);
  if (event.occurrence !== occurrence || event.seq < raised || event.seq > seq)
    return refuse(change, alarmErrors.otherOccurrence({ given: event.occurrence, present: occurrence }));
  const to = acknowledging[stage];
  return to === undefined ? change : enter(change, definition, to, occasionOf(event));
}

function reset(change: Change, definition: AlarmDefinition, event: Reset): Change {
  const { stage, holds } = change.state;
  const to = resetting[stage];
  if (to === undefined) return inapplicable(change, event);
  // What is latched and not acknowledged stays on the list, whatever becomes of the condition.
  if (to === 'normal' && holds !== false) return refuse(change, alarmErrors.conditionNotGone());
  return enter(change, definition, to, occasionOf(event));
}

function shelve(change: Change, definition: AlarmDefinition, event: Shelve): Change {
  if (isAside(change.state)) return inapplicable(change, event);
  const { duration, oneShot, ts } = event;
  const longest = definition.longestShelving;
  // Not the other way about: NaN is refused as well.
  if (!(duration > 0 && duration <= longest))
    return refuse(change, alarmErrors.badShelving({ duration, longest }));
  const shelf = { until: ts + duration, oneShot };
  return enter(change, definition, 'shelved', { ...occasionOf(event), shelf });
}

function inapplicable(change: Change, { kind }: AlarmCommand): Change {
  return refuse(change, alarmErrors.doesNotApply({ command: kind, stage: change.state.stage }));
}

const occasionOf = ({ kind, ts, actor, note }: AlarmCommand): Occasion => ({
  ts,
  cause: kind,
  actor,
  ...(note !== undefined && { note }),
});
