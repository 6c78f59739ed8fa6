import type { AlarmDefinition } from './definition.ts';
import type { ConditionTold } from './events.ts';
import type { AlarmState, AlarmValue, Stage } from './state.ts';
import { type Change, enter, type Occasion, surface } from './transition.ts';

type Way = Partial<Record<Stage, Stage>>;

const arising: Way = {
  normal: 'unacknowledged',
  returned: 'unacknowledged',
  latched: 'unacknowledged',
  'latched-acknowledged': 'unacknowledged',
};

const going: Way = { unacknowledged: 'returned', acknowledged: 'normal' };

const goingLatched: Way = { unacknowledged: 'latched', acknowledged: 'latched-acknowledged' };

/**
 * Takes what was told of the condition, up to its delays. Where nothing is known, the alarm stays as it is: a delay before raising
 * it runs on, a delay before it returns begins anew when the condition is known to be gone again.
 */
export function conditionTold(
  state: AlarmState,
  { ts, holds, quality, value, limit }: ConditionTold,
): AlarmState {
  const { pending, ...others } = state;
  if (holds === 'unknown') {
    const isRunningOn = pending !== undefined && !state.active;
    return { ...others, holds, quality, ...(isRunningOn && { pending }) };
  }
  const { value: _value, limit: _limit, ...known } = others;
  return {
    ...known,
    holds,
    quality,
    ...(isPlain(value) && { value }),
    ...(limit !== undefined && { limit }),
    ...(holds !== state.active && { pending: pending ?? ts }),
  };
}

/** JSON has no other numbers. */
const isPlain = (value: AlarmValue | undefined): value is AlarmValue =>
  typeof value === 'number' ? Number.isFinite(value) : value !== undefined;

/** The delay is over: the condition counts. */
export function conditionCounts(change: Change, definition: AlarmDefinition, ts: number): Change {
  const { pending: _over, ...others } = change.state;
  const state = { ...others, active: !others.active };
  const now = { ...change, state };
  if (state.active) return along(now, definition, arising, { ts, cause: 'condition-true' });
  if (state.shelf?.oneShot) return surface(now, definition, { ts, cause: 'one-shot' });
  return along(now, definition, definition.latching ? goingLatched : going, { ts, cause: 'condition-false' });
}

function along(change: Change, definition: AlarmDefinition, way: Way, occasion: Occasion): Change {
  const to = way[change.state.stage];
  return to === undefined ? change : enter(change, definition, to, occasion);
}
