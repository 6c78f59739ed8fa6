import type { AlarmEntry, Stage } from '@millwright/analytics';
import { standsSince } from './place.ts';

/** What a list can be ordered by. */
export const orders = ['priority', 'state', 'time'] as const;
export type Order = (typeof orders)[number];

/** What asks most for a person comes first. */
const ranks: Readonly<Record<Stage, number>> = {
  unacknowledged: 0,
  latched: 1,
  returned: 2,
  acknowledged: 3,
  'latched-acknowledged': 4,
  'out-of-service': 5,
  shelved: 6,
  suppressed: 7,
  normal: 8,
};

type Compare = (one: AlarmEntry, other: AlarmEntry) => number;

const byPriority: Compare = (one, other) => one.priority - other.priority;
const byNews: Compare = (one, other) => Number(one.state.acknowledged) - Number(other.state.acknowledged);
const byStage: Compare = (one, other) => ranks[one.state.stage] - ranks[other.state.stage];
const newestFirst: Compare = (one, other) => standsSince(other.state) - standsSince(one.state);
/** So that equal ones do not change places. */
const byId: Compare = ({ id: one }, { id: other }) => (one < other ? -1 : Number(one > other));

const chains: Readonly<Record<Order, readonly Compare[]>> = {
  priority: [byPriority, byNews, newestFirst, byId],
  state: [byStage, byPriority, newestFirst, byId],
  time: [newestFirst, byPriority, byId],
};

/** Compares two alarms for `Array.prototype.sort`. */
export function comparing(order: Order): Compare {
  const chain = chains[order];
  return (one, other) => {
    for (const compare of chain) {
      const difference = compare(one, other);
      if (difference !== 0) return difference;
    }
    return 0;
  };
}
