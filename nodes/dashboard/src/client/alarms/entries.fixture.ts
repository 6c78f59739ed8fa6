import { type AlarmEntry, type AlarmState, type Figures, newAlarm, type Stage } from '@millwright/analytics';

/** An alarm in a list, with what matters to a test. */
export function entry(
  id: string,
  stage: Stage,
  { state, ...others }: Partial<Omit<AlarmEntry, 'state'>> & { readonly state?: Partial<AlarmState> } = {},
): AlarmEntry {
  return {
    id,
    text: `Alarm ${id}`,
    area: '',
    priority: 2,
    longestShelving: 8 * 3_600_000,
    ...others,
    state: {
      ...newAlarm(0),
      stage,
      seq: 1,
      occurrence: 1,
      raised: 1,
      active: stage === 'unacknowledged' || stage === 'acknowledged',
      acknowledged: !['unacknowledged', 'returned', 'latched'].includes(stage),
      quality: 'good',
      ...state,
    },
  };
}

/** Of alarms that ask nothing of anybody. */
export const noFigures: Figures = {
  since: 0,
  total: 0,
  rate: 0,
  peak: 0,
  floods: [],
  inFlood: null,
  chattering: [],
  stale: [],
  frequent: [],
};
