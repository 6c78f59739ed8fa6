import type { RowsField } from '@millwright/schema';
import { fill } from '../../text.ts';
import type { FormContext } from '../context.ts';
import { addRow, type FormState, withView } from '../state.ts';
import { type TextRow, writeRows } from './delimited.ts';
import { pasteRows, removeRows, rowsWith, textRows } from './edit.ts';
import { type Grid, gridOf } from './place.ts';
import { type CellPlace, type GridView, movedTo, selected } from './view.ts';

/** Puts the focus into the active cell and scrolls to where the view says; called after a drawing. */
export function settle(grid: Grid): void {
  const { context, list } = grid;
  const view = gridOf(list.name, grid.declared, context).view;
  const element = context.container.querySelector<HTMLElement>(`[data-list="${list.name}"]`);
  if (element === null) return;
  element.scrollTop = view.scrollTop;
  const input = element.querySelector<HTMLInputElement | HTMLSelectElement>(
    '.mw-grid-active :is(input, select)',
  );
  if (input === null) {
    element.focus();
    return;
  }
  input.focus({ preventScroll: true });
  input.closest('[role="gridcell"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  if (!view.editing && input instanceof HTMLInputElement) input.select();
}

/** Changes the view and goes where it points. */
export function look(grid: Grid, change: (view: GridView, now: Grid) => GridView): void {
  const { context, list } = grid;
  context.update((state) => {
    const now = gridOf(list.name, grid.declared, context, state);
    return withView(state, list.name, (view) => change(view, now));
  });
  settle(grid);
}

export const goTo = (grid: Grid, place: CellPlace, extend = false): void =>
  look(grid, (view, { sight }) => movedTo(view, place, sight, extend));

/** Changes the rows and says what was done. */
export function edit(grid: Grid, change: (state: FormState, now: Grid) => FormState, said: string): void {
  const { context, list, declared } = grid;
  context.act((state) => change(state, gridOf(list.name, declared, context, state)), said);
  settle(grid);
}

const text = (
  { context: { words, texts } }: Grid,
  key: 'added' | 'removedRows' | 'pasted' | 'pastedPart',
  values: Record<string, number>,
): string => fill(words[key], values, texts.locale);

/** Adds a row and goes into its first cell. */
export function add(grid: Grid): void {
  const { list, context } = grid;
  edit(
    grid,
    (state) => {
      const added = addRow(context.definition, state, list.name, list.rules);
      const now = gridOf(list.name, grid.declared, context, added);
      const [column = ''] = now.sight.columns;
      const shown = withView(added, list.name, (view) =>
        movedTo(view, { key: state.nextKey, column }, now.sight),
      );
      // What was just added is no typing into a cell of it yet.
      return { ...shown, typing: undefined };
    },
    text(grid, 'added', { row: grid.rows.length + 1 }),
  );
}

/** Removes the selected rows and goes to the one that takes their place. */
export function removeSelected(grid: Grid): void {
  const now = gridOf(grid.list.name, grid.declared, grid.context);
  const { rows } = selected(now.view, now.sight);
  if (rows.length === 0) return;
  const at = now.sight.rows.indexOf(rows[0] as (typeof rows)[number]);
  const next = now.sight.rows[at + rows.length] ?? now.sight.rows[at - 1];
  edit(
    grid,
    (state) => {
      const removed = removeRows(state, grid.list, rows);
      const after = gridOf(grid.list.name, grid.declared, grid.context, removed);
      return withView(removed, grid.list.name, ({ active, anchor: _anchor, ...view }) =>
        next === undefined || active === undefined
          ? { ...view, wholeRows: false, editing: false }
          : movedTo({ ...view, active }, { key: next.key, column: active.column }, after.sight),
      );
    },
    text(grid, 'removedRows', { count: rows.length }),
  );
}

/** Writes rows of text into the table, from the selection on. */
export function paste(grid: Grid, rows: readonly TextRow[]): void {
  const { list, declared, context } = grid;
  const now = gridOf(list.name, declared, context);
  const range = selected(now.view, now.sight);
  const pasted = pasteRows(context.definition, context.current(), list, rows, range, now.sight);
  edit(
    grid,
    () => {
      const after = gridOf(list.name, declared, context, pasted.state);
      const [column] = after.sight.columns.filter((name) => pasted.columns.includes(name));
      if (pasted.first === undefined || column === undefined) return pasted.state;
      const { first } = pasted;
      return withView(pasted.state, list.name, (view) => {
        const shown = movedTo(view, { key: first, column }, after.sight);
        const last =
          after.sight.rows[after.sight.rows.findIndex(({ key }) => key === first) + pasted.rows - 1];
        const end = after.sight.columns.findLast((name) => pasted.columns.includes(name));
        return last === undefined || end === undefined || (pasted.rows === 1 && end === column)
          ? shown
          : { ...shown, anchor: { key: last.key, column: end } };
      });
    },
    pasted.left > 0
      ? text(grid, 'pastedPart', { rows: pasted.rows, left: pasted.left, max: declared.maxRows })
      : text(grid, 'pasted', { rows: pasted.rows }),
  );
}

/** The selected cells as a spreadsheet takes them. */
export function selectedText(grid: Grid): string {
  const now = gridOf(grid.list.name, grid.declared, grid.context);
  return writeRows(textRows(now.list, selected(now.view, now.sight)), '\t');
}

/** The whole table with the names of its columns, those in sight. */
export function tableRows({ list, rows, sight: { columns } }: Grid): string[][] {
  return [columns.map((column) => list.words[column]?.label ?? column), ...textRows(list, { rows, columns })];
}

/** Leaves only the rows that hold a text; an empty one brings all of them back. */
export function filter(
  name: string,
  declared: Omit<RowsField, 'check'>,
  context: FormContext,
  wanted: string,
): void {
  context.update((state) => {
    const { list, rows, sight } = gridOf(name, declared, context, state);
    return withView(state, name, ({ kept: _kept, ...view }) => ({
      ...view,
      filter: wanted,
      scrollTop: 0,
      ...(wanted.trim() !== '' && {
        kept: { keys: rowsWith(list, rows, sight.columns, wanted), newerFrom: state.nextKey },
      }),
    }));
  });
}
