import type { AlarmEntry } from '@millwright/analytics';
import { isNews, standsSince } from '../model/place.ts';
import type { AlarmTexts } from '../words/text.ts';
import type { AlarmTimes } from '../words/times.ts';
import { limitText, valueText } from '../words/values.ts';
import { type ShapeLook, shapeLook } from './shape.ts';

export interface Words {
  readonly texts: AlarmTexts;
  readonly times: AlarmTimes;
}

export interface RowTerms extends Words {
  /** Undefined where the alarm was removed while its row was held. */
  readonly entry: AlarmEntry | undefined;
  readonly id: string;
  readonly domId: string;
  readonly index: number;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  /** By the server's clock (ms UTC). */
  readonly now: number;
}

/** Cells of words, in their order. */
export const wordCells = ['text', 'state', 'value', 'limit', 'area', 'since'] as const;
export type WordCell = (typeof wordCells)[number];

/** All that a row shows. */
export interface RowFace {
  readonly id: string;
  readonly domId: string;
  readonly index: number;
  readonly isSelected: boolean;
  readonly classes: string;
  readonly words: Readonly<Record<WordCell, string>>;
  /** None where the alarm was removed. */
  readonly priority?: { readonly look: ShapeLook; readonly text: string };
  /** What its button is called. */
  readonly details: string;
}

export function rowFace({ entry, texts, times, now, ...row }: RowTerms): RowFace {
  const { id, domId, index, isSelected } = row;
  const marks = {
    'mw-al-selected': isSelected,
    'mw-al-active': row.isActive,
    'mw-al-news': entry !== undefined && isNews(entry.state),
    'mw-al-gone': entry === undefined || entry.state.stage === 'normal',
  };
  const classes = ['mw-al-row', ...Object.entries(marks).flatMap(([name, is]) => (is ? name : []))].join(' ');
  const face = { id, domId, index, isSelected, classes };
  if (!entry) {
    const words = { text: texts('removed'), state: '', value: '', limit: '', area: '', since: '' };
    return { ...face, words, details: '' };
  }
  const { state, priority, text, area } = entry;
  return {
    ...face,
    words: {
      text,
      state: stageText(entry, { texts, times }, now),
      value: valueText(entry, texts),
      limit: limitText(entry, texts),
      area,
      since: times.age(now - standsSince(state)),
    },
    priority: {
      look: shapeLook(priority, { isFilled: state.active, isBlinking: isNews(state) }),
      text: texts('priority', { priority }),
    },
    details: `${texts('details.title')}: ${text}`,
  };
}

/** The state in words; of what is shelved, until when. */
export function stageText({ state }: AlarmEntry, { texts, times }: Words, now: number): string {
  const { stage, shelf } = state;
  const word = texts(`stage.${stage}`);
  return stage === 'shelved' && shelf
    ? `${word} ${texts('until', { time: times.brief(shelf.until, now) })}`
    : word;
}
