import type { AlarmState, Stage } from '@millwright/analytics';

/** The tabs that list alarms. */
export type Place = 'active' | 'shelved';

/** Where an alarm in each stage is listed; a normal one is listed nowhere. */
const places: Readonly<Record<Stage, Place | undefined>> = {
  normal: undefined,
  unacknowledged: 'active',
  acknowledged: 'active',
  returned: 'active',
  latched: 'active',
  'latched-acknowledged': 'active',
  shelved: 'shelved',
  suppressed: 'shelved',
  'out-of-service': 'shelved',
};

export const placeOf = ({ stage }: Pick<AlarmState, 'stage'>): Place | undefined => places[stage];

/** Whether it blinks: it is listed as active, and nobody has acknowledged it. */
export const isNews = (state: Pick<AlarmState, 'stage' | 'acknowledged'>): boolean =>
  placeOf(state) === 'active' && !state.acknowledged;
