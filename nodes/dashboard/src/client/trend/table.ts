import { h, type VNode } from 'vue';
import type { AlarmMark } from '../../common/trend-alarms.ts';
import type { TrendConfig } from '../../ui-mw-trend/schema.ts';
import { alarmsWithin } from './alarm-plan.ts';
import { endText, nameText, startText } from './alarm-words.ts';
import type { Formats } from './format.ts';
import type { TrendScreen } from './screen.ts';
import type { TrendTexts } from './texts.ts';
import { isOld, labelOf } from './told.ts';
import { fromOf } from './view.ts';

/** Rows of the table: so many times, evenly over what is shown. */
const tableRows = 24;

/** What is shown as a table: the values of all pens at times from the newest back. */
export function table(screen: TrendScreen, config: TrendConfig, texts: TrendTexts, formats: Formats): VNode {
  const { view } = screen;
  const times = Array.from({ length: tableRows }, (_, row) => view.to - (row * view.span) / (tableRows - 1));
  return h(
    'div',
    { key: 'table', class: 'mw-trend-table', tabindex: 0, role: 'region', 'aria-label': texts.table },
    [
      h('table', { key: 'values' }, [
        h('thead', [
          h('tr', [
            h('th', { scope: 'col' }, texts.time),
            ...config.pens.map((pen) =>
              h('th', { scope: 'col', key: pen.tag }, [labelOf(pen), pen.unit].filter(Boolean).join(' ')),
            ),
          ]),
        ]),
        h(
          'tbody',
          times.map((time) =>
            h('tr', { key: time }, [
              h('th', { scope: 'row' }, formats.time(time)),
              ...config.pens.map((pen, index) => {
                const held = screen.heldAt(index, time);
                const text = held ? formats.number(held.value, pen.decimals) : '–';
                return held && isOld(held.age, config)
                  ? h('td', { key: pen.tag, title: texts.stale }, `◌ ${text}`)
                  : h('td', { key: pen.tag }, text);
              }),
            ]),
          ),
        ),
      ]),
      ...alarmTable(screen, texts, formats),
    ],
  );
}

/** The marks of what is shown, from the newest back. */
function alarmTable({ alarms, now, view }: TrendScreen, texts: TrendTexts, formats: Formats): VNode[] {
  const marks = alarmsWithin(alarms, { from: fromOf(view), to: view.to }).toReversed();
  if (marks.length === 0) return [];
  const time = (at: number): string => formats.brief(at, now);
  const cells = (mark: AlarmMark): readonly string[] => [
    startText(mark, texts, time),
    endText(mark, texts, time),
  ];
  return [
    h('table', { key: 'alarms', class: 'mw-trend-alarms' }, [
      h('caption', texts.alarms),
      h('thead', [
        h(
          'tr',
          [texts.alarm, texts.begin, texts.end].map((text) => h('th', { scope: 'col', key: text }, text)),
        ),
      ]),
      h(
        'tbody',
        marks.map((mark) =>
          h('tr', { key: mark.at }, [
            h('th', { scope: 'row' }, nameText(mark, texts)),
            ...cells(mark).map((text) => h('td', text)),
          ]),
        ),
      ),
    ]),
  ];
}
