import type { EventSummary } from '../../common/log.ts';

/** Milliseconds since 1970. */
export const timeOf = ({ time }: Pick<EventSummary, 'time'>): number => Date.parse(time);
