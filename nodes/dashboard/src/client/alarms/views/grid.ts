import { h, type VNode } from 'vue';
import type { Density } from '../look/density.ts';
import type { AlarmBook } from '../model/book.ts';
import { rowsInSight } from '../model/in-sight.ts';
import type { ListState } from '../model/list-state.ts';
import { standsSince } from '../model/place.ts';
import { rowFace, type Words, wordCells } from './row.ts';
import type { AlarmRows, RowsTerms } from './rows.ts';

/** What a list shows, and how much of it is in sight. */
export interface GridView extends Words {
  readonly id: string;
  readonly book: AlarmBook;
  readonly list: ListState;
  readonly density: Density;
  readonly scrollTop: number;
  readonly height: number;
  readonly now: number;
}

export interface GridTerms extends GridView {
  readonly rows: AlarmRows;
  key(event: KeyboardEvent): void;
  scroll(event: Event): void;
  touch(): void;
  press(id: string, row: number, event: MouseEvent): void;
  details(id: string): void;
  /** Its rows have to be shown. */
  drawn(grid: HTMLElement): void;
}

const domIdOf = (grid: string, alarm: string): string => `${grid}-${alarm}`;

/** The rows in sight, and what each shows. */
export function rowsOf({
  id,
  book,
  list,
  density,
  scrollTop,
  now,
  texts,
  times,
  ...grid
}: GridView): RowsTerms {
  const { ids } = list.shown;
  const { rowHeight, headHeight } = density;
  const height = Math.max(0, grid.height - headHeight);
  return {
    ...rowsInSight({ rows: ids.length, rowHeight, scrollTop, height }),
    rowHeight,
    face(index) {
      const alarm = ids[index] ?? '';
      return rowFace({
        entry: book.get(alarm),
        id: alarm,
        domId: domIdOf(id, alarm),
        index,
        isSelected: list.isSelected(alarm),
        isActive: list.active === alarm,
        now,
        texts,
        times,
      });
    },
  };
}

/** A list of rows of which only those in sight are there; keys act on the active one while the list has the focus. */
export function alarmGrid(grid: GridTerms): VNode {
  const { list, book, rows, density, texts, times } = grid;
  const { ids } = list.shown;
  const gridOf = ({ el }: VNode): HTMLElement | null =>
    el instanceof HTMLElement ? el.closest<HTMLElement>('[role=grid]') : null;
  const drawn = (vnode: VNode): void => {
    const element = gridOf(vnode);
    if (element) grid.drawn(element);
  };
  return h(
    'div',
    {
      class: 'mw-al-grid',
      role: 'grid',
      tabindex: 0,
      'aria-label': texts('list', { engine: book.engine }),
      'aria-multiselectable': 'true',
      'aria-rowcount': ids.length + 1,
      ...(list.active !== undefined && { 'aria-activedescendant': domIdOf(grid.id, list.active) }),
      onKeydown: grid.key,
      onScroll: grid.scroll,
      onPointerdown: grid.touch,
      onPointermove({ target }: PointerEvent) {
        grid.touch();
        const view = rows.at(target);
        const entry = view?.face && book.get(view.face.id);
        if (!view || !entry) return;
        view.hint(() => ({
          text: entry.text,
          area: entry.area,
          since: times.exact(standsSince(entry.state)),
        }));
      },
    },
    [
      h('div', { class: 'mw-al-columns', role: 'row', 'aria-rowindex': 1 }, [
        unseenHead('mark', texts('columns.select')),
        unseenHead('priority', texts('columns.priority')),
        ...wordCells.map((name) =>
          h('span', { role: 'columnheader', class: `mw-al-${name}` }, texts(`columns.${name}`)),
        ),
        unseenHead('more', texts('details.title')),
      ]),
      h('div', {
        role: 'rowgroup',
        class: 'mw-al-rows',
        style: { height: `${ids.length * density.rowHeight}px` },
        onVnodeMounted(vnode: VNode) {
          if (vnode.el instanceof HTMLElement) rows.attach(vnode.el);
          drawn(vnode);
        },
        onVnodeUpdated: drawn,
        onVnodeBeforeUnmount: () => rows.detach(),
        onPointerdown: ({ target }: PointerEvent) => rows.hold(target),
        onClick(event: MouseEvent) {
          const face = rows.released(event.target);
          if (!face) return;
          if (event.target instanceof HTMLButtonElement) grid.details(face.id);
          else grid.press(face.id, face.index, event);
        },
        onDblclick({ target }: MouseEvent) {
          const id = rows.at(target)?.face?.id;
          if (id !== undefined && !(target instanceof HTMLButtonElement)) grid.details(id);
        },
      }),
    ],
  );
}

/** The head of a column that is too narrow for words: a screen reader has them. */
const unseenHead = (name: string, text: string): VNode =>
  h('span', { role: 'columnheader', class: `mw-al-${name}` }, [h('span', { class: 'mw-al-unseen' }, text)]);
