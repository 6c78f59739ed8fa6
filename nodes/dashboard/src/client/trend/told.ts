import type { Pen, TrendConfig } from '../../ui-mw-trend/schema.ts';
import { ageText, type Formats } from './format.ts';
import { valueAt } from './lines.ts';
import type { TrendScreen } from './screen.ts';
import type { TrendTexts } from './texts.ts';

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
  readonly isEmpty: boolean;
  readonly isLost: boolean;
  readonly isLoading: boolean;
  readonly failure: string | undefined;
  readonly live: boolean;
  readonly span: number;
  readonly cursor: string | undefined;
  /** Title and time, then each pen. */
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

/** What a trend shows now, in the words of the page's language. */
export function tell(screen: TrendScreen, config: TrendConfig, texts: TrendTexts, formats: Formats): Told {
  const { cursor, status, view } = screen;
  const isLost = status.link === 'disconnected';
  const pens = config.pens.map((pen, index): ToldPen => {
    const line = screen.lines[index];
    const age = status.ages[index];
    const value = (cursor === undefined ? line?.lastValue : line && valueAt(line.line, cursor)) ?? Number.NaN;
    const isStale = config.stale > 0 && age !== undefined && age > config.stale * 1_000;
    const state =
      cursor !== undefined
        ? []
        : age === undefined
          ? [texts.noData]
          : [
              ...(isStale ? [`◌ ${texts.stale}, ${ageText(age)} ${texts.old}`] : []),
              ...(Number.isNaN(value) && !isStale ? [`? ${texts.bad}`] : []),
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
  const title = [config.label, cursorText ?? range, isLost ? texts.disconnected : ''].filter(Boolean);
  const heading = title.join(', ');
  return {
    lines: [heading, ...told.map((text, index) => `${index + 1}  ${text}`)],
    pens,
    isEmpty: screen.lines.every(({ line }) => line.times.length === 0),
    isLost,
    isLoading: status.isLoading,
    failure: status.failure,
    live: view.live,
    span: view.span,
    cursor: cursorText,
    summary: `${heading}: ${told.join('; ')}`,
  };
}
