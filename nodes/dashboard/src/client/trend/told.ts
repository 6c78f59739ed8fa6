import { furthestAhead } from '../../common/ahead.ts';
import { screenErrors } from '../../common/errors.ts';
import type { Pen, TrendConfig } from '../../ui-mw-trend/schema.ts';
import { alarmsAt, alarmsWithin } from './alarm-plan.ts';
import { markText, unknownText } from './alarm-words.ts';
import { ageText, type Formats } from './format.ts';
import { hasValue, pointAt } from './lines.ts';
import type { TrendScreen } from './screen.ts';
import type { TrendStatus } from './status.ts';
import type { TrendTexts } from './texts.ts';
import { fromOf } from './view.ts';

/** A pen as text. */
export interface ToldPen {
  readonly label: string;
  readonly unit: string;
  /** The value at the cursor, else the newest; a dash for none. */
  readonly value: string;
  /** What is wrong with it, in words. */
  readonly marks: readonly string[];
}

/** What a trend shows, as text. */
export interface Told {
  readonly pens: readonly ToldPen[];
  /** Why there is nothing to see, where there is nothing. */
  readonly emptiness: string | undefined;
  /** What is wrong with all of it: no connection, no answer. */
  readonly trouble: string | undefined;
  readonly live: boolean;
  readonly span: number;
  readonly cursor: string | undefined;
  /** The alarms at the cursor, else the newest of the window: the newest first, and how many more there are. */
  readonly alarms: readonly string[];
  /** What is not known of alarms. */
  readonly alarmsUnknown: string | undefined;
  /** Title and time, then each pen, then alarms. */
  readonly lines: readonly string[];
  /** For screen readers: all of it in one sentence. */
  readonly summary: string;
}

export const labelOf = ({ label, tag }: Pen): string => (label === '' ? tag : label);

/** Limits are for the value that is told, with a sign beside the word. */
function limitMark({ low, high }: Pen, value: number, texts: TrendTexts): readonly string[] {
  if (high !== undefined && value > high) return [`▲ ${texts.above}`];
  if (low !== undefined && value < low) return [`▼ ${texts.below}`];
  return [];
}

/** Whether a value that nothing came after for so long (ms) has to be marked. */
export const isOld = (age: number, { stale }: TrendConfig): boolean => stale > 0 && age > stale * 1_000;

function troubleOf({ link, failure, lag }: TrendStatus, texts: TrendTexts): string | undefined {
  const isSilent: boolean = screenErrors.noAnswer.is(failure);
  const isWithout: boolean = screenErrors.disconnected.is(failure);
  if (link === 'disconnected') return texts.disconnected;
  if (link === 'unanswered' || isSilent) return `${texts.unanswered}. ${texts.again}`;
  if (lag !== undefined) return `${texts.late}, ${ageText(lag)} ${texts.old}`;
  return failure && !isWithout ? `${failure.message}. ${texts.again}` : undefined;
}

function emptinessOf(screen: TrendScreen, { pens }: TrendConfig, texts: TrendTexts): string | undefined {
  const { view, status, lines } = screen;
  const isSeen = lines.some(
    ({ line }, index) =>
      hasValue(line, fromOf(view), view.to) || (pens[index]?.line === 'step' && pointAt(line, view.to)),
  );
  if (isSeen) return undefined;
  if (status.isLoading) return texts.loading;
  return status.ages.some((age) => age !== undefined) ? texts.noValues : texts.noData;
}

/** So many alarms are told of at once. */
const mostAlarms = 3;

function alarmsOf(screen: TrendScreen, texts: TrendTexts, formats: Formats): readonly string[] {
  const { alarms, cursor, view, pixel, knownTo } = screen;
  const marks =
    cursor === undefined
      ? alarmsWithin(alarms, { from: fromOf(view), to: view.to })
      : alarmsAt(alarms, cursor, pixel, knownTo);
  const newest = marks.toReversed().slice(0, mostAlarms);
  const rest = marks.slice(0, marks.length - newest.length).reduce((sum, { more }) => sum + 1 + more, 0);
  const time = (at: number): string => formats.brief(at, screen.now);
  return [
    ...newest.map((mark) => markText(mark, texts, time)),
    ...(rest > 0 ? [texts.more.replace('__count__', String(rest))] : []),
  ];
}

/** What a trend shows now, in the words of the page's language. */
export function tell(screen: TrendScreen, config: TrendConfig, texts: TrendTexts, formats: Formats): Told {
  const { cursor, status, view } = screen;
  const trouble = troubleOf(status, texts);
  const pens = config.pens.map((pen, index): ToldPen => {
    const held = cursor === undefined ? undefined : screen.heldAt(index, cursor);
    const age = cursor === undefined ? status.ages[index] : held?.age;
    const value = (cursor === undefined ? screen.lines[index]?.lastValue : held?.value) ?? Number.NaN;
    const isStale = age !== undefined && isOld(age, config);
    const isEarly = age !== undefined && age < -furthestAhead;
    const none = status.isKnown ? [texts.noData] : status.failure ? [] : [texts.loading];
    const state = [
      ...(age === undefined && cursor === undefined ? none : []),
      ...(isStale ? [`◌ ${texts.stale}, ${ageText(age)} ${texts.old}`] : []),
      ...(isEarly ? [`◌ ${ageText(-age)} ${texts.ahead}`] : []),
      ...(age !== undefined && Number.isNaN(value) && !isStale ? [`? ${texts.bad}`] : []),
    ];
    return {
      label: labelOf(pen),
      unit: pen.unit,
      value: Number.isNaN(value) ? '–' : formats.number(value, pen.decimals),
      marks: [...state, ...limitMark(pen, value, texts)],
    };
  });
  const cursorText = cursor === undefined ? undefined : formats.time(cursor);
  const told = pens.map(({ label, value, unit, marks }) =>
    [label, value, unit, ...marks].filter(Boolean).join(' '),
  );
  const range = `${texts.from} ${formats.time(view.to - view.span)} ${texts.to} ${formats.time(view.to)}`;
  const title = [config.label, cursorText ?? range, trouble].filter(Boolean);
  const heading = title.join(', ');
  const alarms = alarmsOf(screen, texts, formats);
  const alarmsUnknown = unknownText(screen.alarms, fromOf(view), texts, (at) =>
    formats.brief(at, screen.now),
  );
  const marked = [...alarms, ...(alarmsUnknown === undefined ? [] : [alarmsUnknown])];
  return {
    alarms,
    alarmsUnknown,
    lines: [heading, ...told.map((text, index) => `${index + 1}  ${text}`), ...marked],
    pens,
    emptiness: emptinessOf(screen, config, texts),
    trouble,
    live: view.live,
    span: view.span,
    cursor: cursorText,
    summary: `${heading}: ${[...told, ...marked].join('; ')}`,
  };
}
