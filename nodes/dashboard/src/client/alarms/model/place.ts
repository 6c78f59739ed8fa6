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

/**
 * Since when it asks for a person (ms UTC): what somebody did about it meanwhile does not make it younger. Of what is set
 * aside, since when it is.
 */
export const standsSince = (state: Pick<AlarmState, 'stage' | 'since' | 'raisedAt'>): number =>
  placeOf(state) === 'active' ? (state.raisedAt ?? state.since) : state.since;

/** Whether it blinks: it is listed as active, and nobody has acknowledged it. */
export const isNews = (state: Pick<AlarmState, 'stage' | 'acknowledged'>): boolean =>
  placeOf(state) === 'active' && !state.acknowledged;
