import type { AlarmMark, AlarmSpan } from '../../common/trend-alarms.ts';

/** Part of time (ms UTC). */
export interface Window {
  readonly from: number;
  readonly to: number;
}

const isIn = ({ from, to = Number.POSITIVE_INFINITY }: AlarmSpan, window: Window): boolean =>
  from <= window.to && to >= window.from;

const latest = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? undefined : Math.max(one, other);

/** The mark of one alarm at a place where there is no other. */
function markOf(span: AlarmSpan, at: number): AlarmMark {
  const { to } = span;
  return { ...span, at, ...(to !== undefined && { until: to }), more: 0 };
}

/** Of alarms that are as urgent, the one that came first. */
function joined(mark: AlarmMark, span: AlarmSpan): AlarmMark {
  const until = latest(mark.until, span.to);
  const { text, priority, from, start, to, end } = span.priority < mark.priority ? span : mark;
  return {
    ...{ text, priority, from, start, end, at: mark.at, more: mark.more + 1 },
    ...(to !== undefined && { to }),
    ...(until !== undefined && { until }),
  };
}

/**
 * The marks of a window, by time: those that would lie closer together than `apart` (ms) are one, which counts the others.
 * @param spans in any order
 */
export function mergeSpans(spans: readonly AlarmSpan[], window: Window, apart: number): readonly AlarmMark[] {
  const marks: AlarmMark[] = [];
  const inOrder = spans.filter((span) => isIn(span, window)).toSorted((one, other) => one.from - other.from);
  for (const span of inOrder) {
    const at = Math.max(span.from, window.from);
    const last = marks.at(-1);
    if (last && at - last.at < apart) marks[marks.length - 1] = joined(last, span);
    else marks.push(markOf(span, at));
  }
  return marks;
}
