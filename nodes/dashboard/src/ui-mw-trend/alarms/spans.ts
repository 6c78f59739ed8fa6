import { type AlarmEntry, type JournalLine, standsIn } from '@millwright/analytics';
import type { AlarmSpan } from '../../common/trend-alarms.ts';

/** A line of an alarm's journal, as far as it says whether the alarm stands. */
export type AlarmStep = Pick<JournalLine, 'number' | 'seq' | 'ts' | 'from' | 'to'>;

/**
 * When an alarm stood, the oldest first.
 * @param steps of its journal, the newest first and without a gap
 */
export function spansOf({ text, priority, state }: AlarmEntry, steps: readonly AlarmStep[]): AlarmSpan[] {
  const spans: AlarmSpan[] = [];
  let open: Pick<AlarmSpan, 'from' | 'start'> | undefined;
  const close = (to: number, end: AlarmSpan['end']): void => {
    // A clock that was set back does not turn a time round.
    if (open) spans.push({ text, priority, ...open, to: Math.max(open.from, to), end });
    open = undefined;
  };
  const pass = (ts: number, before: boolean | undefined, after: boolean | undefined): void => {
    if (after) open ??= { from: ts, start: before === undefined ? 'back' : 'came' };
    else close(ts, after === undefined ? 'aside' : 'went');
  };
  const oldest = steps.at(-1);
  if (oldest && standsIn(oldest.from)) open = { from: oldest.ts, start: 'earlier' };
  for (const { ts, from, to } of steps.toReversed()) pass(ts, standsIn(from), standsIn(to));
  // What has just happened may be written only later; what is older may have been deleted.
  const newest = steps[0];
  if (state.seq > (newest?.seq ?? 0)) {
    if (newest) pass(state.since, standsIn(newest.to), standsIn(state.stage));
    else if (standsIn(state.stage)) open = { from: state.since, start: state.seq === 1 ? 'came' : 'earlier' };
  }
  if (open) spans.push({ text, priority, ...open, end: 'stands' });
  return spans;
}

/** Before this nothing is known of an alarm (ms UTC); -Infinity where all is. */
export function knownSince({ state }: AlarmEntry, steps: readonly AlarmStep[]): number {
  const oldest = steps.at(-1) ?? { seq: state.seq, ts: state.since };
  return oldest.seq > 1 ? oldest.ts : Number.NEGATIVE_INFINITY;
}
