import type { AlarmMark, TrendAlarms } from '../../common/trend-alarms.ts';

/** A mark as it is drawn: its shape at one time, its bar from there to another one (ms UTC). */
export interface DrawnAlarm {
  readonly at: number;
  readonly until: number;
  readonly priority: number;
  /** It came in sight: a line says where. */
  readonly isLined: boolean;
  /** Of those that came before, the worst alone has its shape where the window begins. */
  readonly isShaped: boolean;
}

/** So close to a shape the cursor means it (CSS pixels). */
const near = 15;

const marksOf = (alarms: TrendAlarms | undefined): readonly AlarmMark[] =>
  alarms?.state === 'known' ? alarms.marks : [];

/** Until when its bar goes: what stands, stands as long as that is known (ms UTC). */
const untilOf = ({ at, until }: AlarmMark, knownTo: number): number => Math.max(at, until ?? knownTo);

/**
 * What is drawn of alarms in a window. The window may have moved on since they were told.
 * @param knownTo until when it is known what stands (ms UTC)
 */
export function planAlarms(
  alarms: TrendAlarms | undefined,
  window: { readonly from: number; readonly to: number },
  knownTo: number,
): readonly DrawnAlarm[] {
  const { from, to } = window;
  const marks = marksOf(alarms).filter((mark) => mark.at <= to && untilOf(mark, knownTo) >= from);
  const worst = marks
    .filter(({ at }) => at <= from)
    .reduce<AlarmMark | undefined>(
      (one, other) => (one && one.priority <= other.priority ? one : other),
      undefined,
    );
  return marks.map((mark) => {
    const isLined = mark.at > from;
    return {
      at: Math.max(mark.at, from),
      until: Math.min(untilOf(mark, knownTo), to),
      priority: mark.priority,
      isLined,
      isShaped: isLined || mark === worst,
    };
  });
}

/**
 * The marks that a time belongs to: those that are near, and those that stood then.
 * @param pixel milliseconds of a CSS pixel
 */
export function alarmsAt(
  alarms: TrendAlarms | undefined,
  time: number,
  pixel: number,
  knownTo: number,
): readonly AlarmMark[] {
  return marksOf(alarms).filter((mark) => {
    const isOver = time >= mark.at && time <= untilOf(mark, knownTo);
    return isOver || Math.abs(time - mark.at) <= near * pixel;
  });
}

/** The marks of a window, by time. */
export function alarmsWithin(
  alarms: TrendAlarms | undefined,
  window: { readonly from: number; readonly to: number },
): readonly AlarmMark[] {
  const { from, to } = window;
  return marksOf(alarms).filter(({ at, until = Number.POSITIVE_INFINITY }) => at <= to && until >= from);
}
