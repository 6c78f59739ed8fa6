import { h, type VNode } from 'vue';
import { type WindowName, windowNames, windows } from '../../common/trend-columns.ts';
import type { TrendConfig } from '../../ui-mw-trend/schema.ts';
import type { Palette } from './colours.ts';
import type { TrendTexts } from './texts.ts';
import type { Told } from './told.ts';

/** What the buttons do. */
export interface TrendActions {
  window(span: number): void;
  toggleLive(): void;
  toggleTable(): void;
  saveCsv(): void;
  savePng(): void;
}

const windowText = (name: WindowName): string => name.replace('m', ' min').replace('h', ' h');

/** The row of buttons. */
export function toolbar(
  told: Told,
  { isTable, isEnabled }: { readonly isTable: boolean; readonly isEnabled: boolean },
  texts: TrendTexts,
  actions: TrendActions,
): VNode {
  const chosen = windowNames.find((name) => windows[name] === told.span) ?? '';
  return h('fieldset', { key: 'tools', class: 'mw-trend-tools', disabled: !isEnabled }, [
    ...(isEnabled ? [] : [h('span', { key: 'disabled' }, texts.disabled)]),
    h(
      'select',
      {
        'aria-label': texts.window,
        value: chosen,
        onChange: (event: Event) => {
          const name = (event.target as HTMLSelectElement).value as WindowName | '';
          if (name !== '') actions.window(windows[name]);
        },
      },
      [
        // Zoomed, the window has a length of its own.
        ...(chosen === '' ? [h('option', { value: '' }, '…')] : []),
        ...windowNames.map((name) => h('option', { value: name }, windowText(name))),
      ],
    ),
    h('button', { type: 'button', 'aria-pressed': told.live, onClick: actions.toggleLive }, texts.live),
    h('button', { type: 'button', 'aria-pressed': isTable, onClick: actions.toggleTable }, texts.table),
    h(
      'button',
      {
        type: 'button',
        class: 'mw-trend-save',
        'aria-label': texts.csvTitle,
        title: texts.csvTitle,
        onClick: actions.saveCsv,
      },
      texts.csv,
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'mw-trend-save',
        'aria-label': texts.pngTitle,
        title: texts.pngTitle,
        onClick: actions.savePng,
      },
      texts.png,
    ),
  ]);
}

/** The pens with their values: at the cursor, else the newest. */
export function legend(told: Told, config: TrendConfig, palette: Palette): VNode {
  return h(
    'ul',
    { key: 'pens', class: 'mw-trend-pens' },
    told.pens.map(({ label, value, unit, marks }, index) =>
      h('li', { key: index }, [
        h(
          'span',
          {
            class: 'mw-trend-mark',
            'aria-hidden': true,
            style: { color: palette.pen(config.pens[index]?.colour ?? 'auto', index) },
          },
          String(index + 1),
        ),
        h('span', { class: 'mw-trend-label' }, label),
        h('span', { class: 'mw-trend-value' }, value),
        h('span', { class: 'mw-trend-unit' }, unit),
        ...marks.map((mark) => h('span', { class: 'mw-trend-alarm' }, mark)),
      ]),
    ),
  );
}

/** The time of the cursor, and the alarms there. */
export const atCursor = (cursor: string, alarms: readonly string[]): VNode =>
  h('div', { key: 'then', class: 'mw-trend-then' }, [
    h('div', { key: 'time' }, `┃ ${cursor}`),
    ...alarms.map((text, row) => h('div', { key: row, class: 'mw-trend-then-alarm' }, text)),
  ]);
