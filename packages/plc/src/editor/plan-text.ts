import { milliseconds } from './state.ts';
import type { PlcTexts } from './texts.ts';

/** What there is to say of a plan in one line. */
export interface PlanFacts {
  readonly tags: number;
  readonly requests: number;
  /** Milliseconds that all of them take; undefined while nothing was measured. */
  readonly time: number | undefined;
}

/** `12 tags in 2 requests, about 8 ms`. */
export function planLine({ tags, requests, time }: PlanFacts, texts: PlcTexts): string {
  const parts = {
    tags: texts.counted('plan.tags', tags),
    requests: texts.counted('plan.requests', requests),
  };
  return time === undefined
    ? texts('plan.line', parts)
    : texts('plan.lineWithTime', { ...parts, time: milliseconds(time, texts) });
}

const mostNames = 6;

/** The names of what a request reads, not all of many. */
export function planNames(members: readonly { readonly name: string }[]): string {
  const names = members.slice(0, mostNames).map(({ name }) => name);
  return members.length > mostNames ? `${names.join(', ')}, … (${members.length})` : names.join(', ');
}
