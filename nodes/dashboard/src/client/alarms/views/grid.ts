import { h, type VNode } from 'vue';
import type { Density } from '../look/density.ts';
import type { AlarmBook } from '../model/book.ts';
import { rowsInSight } from '../model/in-sight.ts';
import type { ListState } from '../model/list-state.ts';
import { alarmRow, type Words } from './row.ts';

const columns = ['text', 'state', 'value', 'limit', 'area', 'since'] as const;

export interface GridTerms extends Words {
  readonly id: string;
  readonly book: AlarmBook;
  readonly list: ListState;
  readonly density: Density;
  readonly scrollTop: number;
  readonly height: number;
  readonly now: number;
  key(event: KeyboardEvent): void;
  scroll(event: Event): void;
  touch(): void;
  press(id: string, row: number, event: MouseEvent): void;
  details(id: string, row: number): void;
}

/** Rows of which only those in sight are drawn; keys act on the active one while the list has the focus. */
export function alarmGrid(grid: GridTerms): VNode {
  const { list, book, density, texts } = grid;
  const { ids } = list.shown;
  const { rowHeight, headHeight } = density;
  const height = Math.max(0, grid.height - headHeight);
  const { from, to } = rowsInSight({ rows: ids.length, rowHeight, scrollTop: grid.scrollTop, height });
  const domId = (id: string): string => `${grid.id}-${id}`;
  return h(
    'div',
    {
      class: 'mw-al-grid',
      role: 'grid',
      tabindex: 0,
      'aria-label': texts('list', { engine: book.engine }),
      'aria-multiselectable': 'true',
      'aria-rowcount': ids.length + 1,
      ...(list.active !== undefined && { 'aria-activedescendant': domId(list.active) }),
      onKeydown: grid.key,
      onScroll: grid.scroll,
      onPointerdown: grid.touch,
      onPointermove: grid.touch,
    },
    [
      h('div', { class: 'mw-al-columns', role: 'row', 'aria-rowindex': 1 }, [
        unseenHead('mark', texts('columns.select')),
        unseenHead('priority', texts('columns.priority')),
        ...columns.map((name) =>
          h('span', { role: 'columnheader', class: `mw-al-${name}` }, texts(`columns.${name}`)),
        ),
        unseenHead('more', texts('details.title')),
      ]),
      h(
        'div',
        { role: 'rowgroup', class: 'mw-al-rows', style: { height: `${ids.length * rowHeight}px` } },
        ids.slice(from, to).map((id, offset) => {
          const row = from + offset;
          return alarmRow({
            entry: book.get(id),
            domId: domId(id),
            index: row,
            top: row * rowHeight,
            height: rowHeight,
            isSelected: list.isSelected(id),
            isActive: list.active === id,
            now: grid.now,
            texts,
            times: grid.times,
            press: (event) => grid.press(id, row, event),
            details: () => grid.details(id, row),
          });
        }),
      ),
    ],
  );
}

/** The head of a column that is too narrow for words: a screen reader has them. */
const unseenHead = (name: string, text: string): VNode =>
  h('span', { role: 'columnheader', class: `mw-al-${name}` }, [h('span', { class: 'mw-al-unseen' }, text)]);
