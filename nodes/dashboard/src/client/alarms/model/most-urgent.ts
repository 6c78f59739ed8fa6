import type { AlarmEntry } from '@millwright/analytics';
import { comparing } from './order.ts';
import { isNews } from './place.ts';

const compare = comparing('priority');

/** The alarm that a banner shows: what nobody has acknowledged before what somebody has, then the worst, then the newest. */
export function mostUrgent(entries: readonly AlarmEntry[]): AlarmEntry | undefined {
  const news = entries.filter(({ state }) => isNews(state));
  return (news.length > 0 ? news : entries).reduce<AlarmEntry | undefined>(
    (worst, entry) => (worst === undefined || compare(entry, worst) < 0 ? entry : worst),
    undefined,
  );
}
