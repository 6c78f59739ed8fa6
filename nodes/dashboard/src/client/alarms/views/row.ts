import type { AlarmEntry } from '@millwright/analytics';
import { h, type VNode } from 'vue';
import { isNews } from '../model/place.ts';
import type { AlarmTexts } from '../words/text.ts';
import type { AlarmTimes } from '../words/times.ts';
import { limitText, valueText } from '../words/values.ts';
import { priorityShape } from './shape.ts';

export interface Words {
  readonly texts: AlarmTexts;
  readonly times: AlarmTimes;
}

export interface RowTerms extends Words {
  /** Undefined where the alarm was removed while its row was held. */
  readonly entry: AlarmEntry | undefined;
  readonly domId: string;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  /** By the server's clock (ms UTC). */
  readonly now: number;
  press(event: MouseEvent): void;
  details(): void;
}

export function alarmRow(row: RowTerms): VNode {
  const { entry, texts } = row;
  return h(
    'div',
    {
      key: row.domId,
      id: row.domId,
      role: 'row',
      'aria-rowindex': row.index + 2,
      'aria-selected': row.isSelected,
      class: [
        'mw-al-row',
        {
          'mw-al-selected': row.isSelected,
          'mw-al-active': row.isActive,
          'mw-al-news': entry !== undefined && isNews(entry.state),
          'mw-al-gone': entry === undefined || entry.state.stage === 'normal',
        },
      ],
      style: { top: `${row.top}px`, height: `${row.height}px` },
      onClick: row.press,
      onDblclick: row.details,
    },
    entry ? cells(entry, row) : [h('span', { role: 'gridcell', class: 'mw-al-text' }, texts('removed'))],
  );
}

function cells(entry: AlarmEntry, { isSelected, texts, times, now, details }: RowTerms): VNode[] {
  const { state, priority, text, area } = entry;
  const cell = (name: string, content: string | VNode[], title?: string): VNode =>
    h('span', { role: 'gridcell', class: `mw-al-${name}`, ...(title !== undefined && { title }) }, content);
  const since = times.age(now - state.since);
  return [
    cell('mark', [h('span', { 'aria-hidden': 'true' }, isSelected ? '✓' : '')]),
    cell('priority', [
      priorityShape(priority, { isFilled: state.active, isBlinking: isNews(state) }),
      h('span', { class: 'mw-al-unseen' }, texts('priority', { priority })),
    ]),
    cell('text', text, text),
    cell('state', stageText(entry, { texts, times }, now)),
    cell('value', valueText(entry, texts)),
    cell('limit', limitText(entry, texts)),
    cell('area', area, area),
    cell('since', since, times.exact(state.since)),
    cell('more', [
      h(
        'button',
        {
          type: 'button',
          tabindex: -1,
          'aria-label': `${texts('details.title')}: ${text}`,
          onClick: (event: MouseEvent) => {
            event.stopPropagation();
            details();
          },
        },
        '›',
      ),
    ]),
  ];
}

/** The state in words; of what is shelved, until when. */
export function stageText({ state }: AlarmEntry, { texts, times }: Words, now: number): string {
  const { stage, shelf } = state;
  const word = texts(`stage.${stage}`);
  return stage === 'shelved' && shelf
    ? `${word} ${texts('until', { time: times.brief(shelf.until, now) })}`
    : word;
}
