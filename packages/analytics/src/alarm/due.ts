import { conditionCounts } from './condition-told.ts';
import type { AlarmDefinition } from './definition.ts';
import type { AlarmState } from './state.ts';
import { type Change, surface } from './transition.ts';

const never = Number.POSITIVE_INFINITY;

const delayEnd = ({ pending = never, active }: AlarmState, { onDelay, offDelay }: AlarmDefinition): number =>
  pending + (active ? offDelay : onDelay);

/** When the alarm changes by itself if nothing is told (ms UTC); undefined if it does not. */
export function dueOf(state: AlarmState, definition: AlarmDefinition): number | undefined {
  const due = Math.min(delayEnd(state, definition), state.shelf?.until ?? never);
  return due === never ? undefined : due;
}

/** Takes all that has become due by now, in its order and each with its own time. */
export function passTime(before: Change, definition: AlarmDefinition, now: number): Change {
  let change = { ...before, state: withinReach(before.state, definition, now) };
  for (;;) {
    const due = dueOf(change.state, definition);
    if (due === undefined || !(due <= now)) return change;
    change =
      delayEnd(change.state, definition) === due
        ? conditionCounts(change, definition, due)
        : surface(change, definition, { ts: due, cause: 'expiry' });
  }
}

/** A clock that was set back would prolong what runs: nothing lasts longer from now than it may last at all. */
function withinReach(state: AlarmState, { longestShelving }: AlarmDefinition, now: number): AlarmState {
  const { pending, shelf } = state;
  return {
    ...state,
    ...(pending !== undefined && { pending: Math.min(pending, now) }),
    ...(shelf && { shelf: { ...shelf, until: Math.min(shelf.until, now + longestShelving) } }),
  };
}
