import type { FormRow } from '../state.ts';

/** A cell, by what it keeps when rows move. */
export interface CellPlace {
  readonly key: number;
  readonly column: string;
}

/** What one sees of a list, and where one is in it. It is no part of the configuration. */
export interface GridView {
  readonly active?: CellPlace;
  /** The corner of the selection that is opposite to the active cell. */
  readonly anchor?: CellPlace;
  /** Whole rows are selected. */
  readonly wholeRows: boolean;
  /** The caret is in the text; else arrows go from cell to cell and typing replaces. */
  readonly editing: boolean;
  /** Where a run of Tabs began: Enter goes on below it. */
  readonly began?: string;
  readonly filter: string;
  /** The rows that the filter left when it was set, so that none goes while one works in it; newer ones stay too. */
  readonly kept?: { readonly keys: ReadonlySet<number>; readonly newerFrom: number };
  /** Rare columns that were asked for, and common ones that were put away. */
  readonly columns: Readonly<Record<string, boolean>>;
  readonly scrollTop: number;
  /** Of what is in sight, in pixels. */
  readonly height: number;
}

export const firstView: GridView = {
  wholeRows: false,
  editing: false,
  filter: '',
  columns: {},
  scrollTop: 0,
  height: 420,
};

/** Pixels; the rules of the style have the same. */
export const rowHeight = 29;

/** Rows and columns in sight, in their order. */
export interface Sight {
  readonly rows: readonly FormRow[];
  readonly columns: readonly string[];
}

export interface Range {
  readonly rows: readonly FormRow[];
  readonly columns: readonly string[];
}

export function rowsInSight(rows: readonly FormRow[], { kept }: GridView): readonly FormRow[] {
  if (kept === undefined) return rows;
  return rows.filter(({ key }) => kept.keys.has(key) || key >= kept.newerFrom);
}

/** The selected cells; a single one is a selection too. */
export function selected({ active, anchor, wholeRows }: GridView, sight: Sight): Range {
  if (active === undefined) return { rows: [], columns: [] };
  const [fromRow, toRow] = between(
    sight.rows.findIndex(({ key }) => key === active.key),
    sight.rows.findIndex(({ key }) => key === (anchor ?? active).key),
  );
  const rows = sight.rows.slice(fromRow, toRow + 1);
  if (wholeRows) return { rows, columns: sight.columns };
  const [fromColumn, toColumn] = between(
    sight.columns.indexOf(active.column),
    sight.columns.indexOf((anchor ?? active).column),
  );
  return { rows, columns: sight.columns.slice(fromColumn, toColumn + 1) };
}

/** A place that is out of sight counts as the other one; with both out of sight nothing is between them. */
const between = (a: number, b: number): readonly [number, number] =>
  a < 0 || b < 0 ? [Math.max(a, b, 0), Math.max(a, b)] : [Math.min(a, b), Math.max(a, b)];

export type Step = { readonly rows: number; readonly columns: number };

/** The cell some rows and columns away, at most at the edge. */
export function stepped(
  from: CellPlace | undefined,
  { rows, columns }: Step,
  sight: Sight,
): CellPlace | undefined {
  const row = from === undefined ? 0 : sight.rows.findIndex(({ key }) => key === from.key);
  const column = from === undefined ? 0 : sight.columns.indexOf(from.column);
  const clamp = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value));
  const key = sight.rows[clamp(row + rows, sight.rows.length)]?.key;
  const name = sight.columns[clamp(column + columns, sight.columns.length)];
  return key === undefined || name === undefined ? undefined : { key, column: name };
}

/** The next cell in reading order; undefined at the end of the table. */
export function following(from: CellPlace, step: 1 | -1, sight: Sight): CellPlace | undefined {
  const row = sight.rows.findIndex(({ key }) => key === from.key);
  const index = row * sight.columns.length + sight.columns.indexOf(from.column) + step;
  const key = sight.rows[Math.floor(index / sight.columns.length)]?.key;
  const column = sight.columns[index % sight.columns.length];
  return index < 0 || key === undefined || column === undefined ? undefined : { key, column };
}

/** The view with this cell as the active one, brought into sight. */
export function movedTo(view: GridView, place: CellPlace, sight: Sight, extend = false): GridView {
  const index = sight.rows.findIndex(({ key }) => key === place.key);
  const { anchor: _anchor, began: _began, ...rest } = view;
  const anchor = extend ? (view.anchor ?? view.active) : undefined;
  return {
    ...rest,
    active: place,
    ...(anchor && { anchor }),
    wholeRows: extend && view.wholeRows,
    editing: false,
    scrollTop: scrolledTo(view, index),
  };
}

/** The least scrolling that shows a row. */
export function scrolledTo({ scrollTop, height }: GridView, row: number): number {
  const top = row * rowHeight;
  const inSight = Math.max(rowHeight, height - headHeight);
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - inSight);
}

/** The line of column names above the rows, in pixels. */
export const headHeight = 29;

/** Rows are drawn from the first of these indexes up to the second, with some above and below what is in sight. */
export function window({ scrollTop, height }: GridView, count: number): readonly [number, number] {
  const more = 8;
  const first = Math.floor(scrollTop / rowHeight) - more;
  const last = Math.ceil((scrollTop + height) / rowHeight) + more;
  return [Math.min(Math.max(0, first), count), Math.min(Math.max(0, last), count)];
}

/** The rows that are in sight at this place of the scroll bar. */
export function gridRows(rows: readonly FormRow[], view: GridView): readonly FormRow[] {
  const shown = rowsInSight(rows, view);
  return shown.slice(...window(view, shown.length));
}
