import type { AlarmMark, TrendAlarms } from '../../common/trend-alarms.ts';
import type { TrendTexts } from './texts.ts';

/** Writes a time briefly. */
type WriteTime = (time: number) => string;

/** When the alarm of a mark came, and when it went: `came 12:03:10`. */
export const startText = ({ start, from }: AlarmMark, texts: TrendTexts, time: WriteTime): string =>
  `${texts[start]} ${time(from)}`;
export const endText = ({ end, to }: AlarmMark, texts: TrendTexts, time: WriteTime): string =>
  to === undefined ? texts.stands : `${texts[end]} ${time(to)}`;

/** Whose mark it is, and for how many others it stands. */
export function nameText({ text, priority, more }: AlarmMark, texts: TrendTexts): string {
  const others = more === 0 ? '' : ` ${texts.more.replace('__count__', String(more))}`;
  return `${text} (${texts.priority} ${priority})${others}`;
}

/** A mark in words: `Level high (priority 2) came 12:03:10, went 12:05:00`. */
export const markText = (mark: AlarmMark, texts: TrendTexts, time: WriteTime): string =>
  `${nameText(mark, texts)} ${startText(mark, texts, time)}, ${endText(mark, texts, time)}`;

/** What is not known of alarms; undefined where all of it is. */
export function unknownText(
  alarms: TrendAlarms | undefined,
  from: number,
  texts: TrendTexts,
  time: WriteTime,
): string | undefined {
  if (!alarms) return undefined;
  if (alarms.state !== 'known') return texts[`alarms-${alarms.state}`];
  const { since } = alarms;
  return since === undefined || since <= from ? undefined : `${texts['alarms-since']} ${time(since)}`;
}
