import type { AlarmState, Stage } from '@millwright/analytics';
import type { StatusWord } from '@millwright/runtime';

type Plain = Extract<StatusWord['is'], 'online' | 'raised' | 'acknowledged' | 'returned' | 'paused'>;

const words: Readonly<Record<Stage, Plain>> = {
  normal: 'online',
  unacknowledged: 'raised',
  acknowledged: 'acknowledged',
  returned: 'returned',
  latched: 'returned',
  'latched-acknowledged': 'acknowledged',
  shelved: 'paused',
  suppressed: 'paused',
  'out-of-service': 'paused',
};

/** What stands under the node: an alarm that is normal, and whose value is not to be had, does not pass for a good one. */
export function wordOf({ stage, holds }: Pick<AlarmState, 'stage' | 'holds'>): StatusWord {
  return stage === 'normal' && holds === 'unknown' ? { is: 'no-answer' } : { is: words[stage] };
}
