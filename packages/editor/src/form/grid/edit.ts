import type { ColumnField, Columns, NodeDefinition, RowsField } from '@millwright/schema';
import {
  type Cells,
  type FormRow,
  type FormState,
  newRow,
  type RowRules,
  rowsOf,
  withRows,
} from '../state.ts';
import { type ColumnWords, cellText, cellValue, headerColumns } from './cell-text.ts';
import type { TextRow } from './delimited.ts';
import type { Range, Sight } from './view.ts';

/** What is known of a list besides its rows. */
export interface List {
  readonly name: string;
  readonly field: Pick<RowsField, 'columns' | 'maxRows'>;
  readonly rules: RowRules;
  readonly words: Readonly<Record<string, ColumnWords>>;
}

/** The cells after some of them were changed, one after the other; those that say nothing in this row are left alone. */
export function withCells(
  { field, rules }: List,
  cells: Cells,
  changes: readonly (readonly [column: string, value: unknown])[],
  others: Cells,
): Cells {
  let changed = cells;
  for (const [column, value] of changes) {
    if (rules.idle?.(changed, others).includes(column)) continue;
    const { [column]: _before, ...rest } = changed;
    const isAbsent = field.columns[column]?.rare === true && value === '';
    const next = isAbsent ? rest : { ...rest, [column]: value };
    changed = rules.changed?.(next, column, others) ?? next;
  }
  return changed;
}

/** Changes the rows of a selection. */
function eachRow(
  state: FormState,
  list: string,
  rows: readonly FormRow[],
  change: (row: FormRow, place: number) => Cells,
): FormState {
  const places = new Map(rows.map(({ key }, place) => [key, place]));
  const changed = rowsOf(state, list).map((row) => {
    const place = places.get(row.key);
    return place === undefined ? row : { key: row.key, cells: change(row, place) };
  });
  return withRows(state, list, changed);
}

const emptied = (field: ColumnField | undefined): unknown => field?.default ?? '';

/** Empties cells; what always has a value gets the one that a new row has. */
export function clearCells(state: FormState, list: List, { rows, columns }: Range): FormState {
  const changes = columns.map((column) => [column, emptied(list.field.columns[column])] as const);
  return eachRow(state, list.name, rows, ({ cells }) => withCells(list, cells, changes, state.values));
}

export function removeRows(state: FormState, list: List, rows: readonly FormRow[]): FormState {
  const gone = new Set(rows.map(({ key }) => key));
  return withRows(
    state,
    list.name,
    rowsOf(state, list.name).filter(({ key }) => !gone.has(key)),
  );
}

/** Moves rows by one place, together; at the end of the list they stay. */
export function moveRows(state: FormState, list: List, rows: readonly FormRow[], step: -1 | 1): FormState {
  const moving = new Set(rows.map(({ key }) => key));
  const moved = [...rowsOf(state, list.name)];
  const places = moved.flatMap(({ key }, place) => (moving.has(key) ? place : []));
  if (step === 1) places.reverse();
  for (const place of places) {
    const [row, other] = [moved[place], moved[place + step]];
    if (row === undefined || other === undefined) return state;
    moved[place] = other;
    moved[place + step] = row;
  }
  return withRows(state, list.name, moved);
}

/** Copies the first row of a selection into those below it. */
export function fillDown(state: FormState, list: List, { rows, columns }: Range): FormState {
  const [first, ...others] = rows;
  if (first === undefined || others.length === 0) return state;
  const changes = columns.map(
    (column) => [column, first.cells[column] ?? emptied(list.field.columns[column])] as const,
  );
  return eachRow(state, list.name, others, ({ cells }) => withCells(list, cells, changes, state.values));
}

/** Continues the first row of a selection downwards: names count up, other cells follow as those of a new row do. */
export function fillSeries(state: FormState, list: List, { rows, columns }: Range): FormState {
  const [first, ...others] = rows;
  if (first === undefined || others.length === 0) return state;
  let above = first.cells;
  return eachRow(state, list.name, others, ({ cells }) => {
    const next = list.rules.next?.([above], state.values) ?? above;
    const changes = columns.map((column) => {
      const isText = list.field.columns[column]?.kind === 'text';
      const value = next[column];
      const counted = isText && (value === undefined || value === '') ? countedUp(above[column]) : value;
      return [column, counted ?? emptied(list.field.columns[column])] as const;
    });
    above = withCells(list, { ...above, ...cells }, changes, state.values);
    return withCells(list, cells, changes, state.values);
  });
}

/** `pump09` is followed by `pump10`; what does not end in a number stays. */
export function countedUp(value: unknown): string {
  const text = String(value ?? '');
  const [, stem = '', digits] = /^(.*?)(\d{1,15})$/.exec(text) ?? [];
  if (digits === undefined) return text;
  return stem + String(Number(digits) + 1).padStart(digits.length, '0');
}

/** Puts the rows into the order of a column, as one reads it; rows that are equal there keep theirs. */
export function sortRows(
  state: FormState,
  list: List,
  column: string,
  direction: 1 | -1,
  locale: string,
): FormState {
  const field = list.field.columns[column];
  const words = list.words[column];
  if (field === undefined || words === undefined) return state;
  const order = new Intl.Collator(locale, { numeric: true });
  const isNumber = field.kind === 'integer' || field.kind === 'number';
  const texts = new Map(
    rowsOf(state, list.name).map(({ key, cells }) => [key, cellText(field, cells[column], words)]),
  );
  const textOf = ({ key }: FormRow): string => texts.get(key) ?? '';
  const compare = (a: FormRow, b: FormRow): number => {
    const [left, right] = [textOf(a), textOf(b)];
    // What is empty comes last, either way.
    if (left === '' || right === '') return Number(left === '') - Number(right === '');
    const byNumber = isNumber ? Number(left) - Number(right) : Number.NaN;
    return direction * (Number.isNaN(byNumber) ? order.compare(left, right) : byNumber);
  };
  return withRows(state, list.name, rowsOf(state, list.name).toSorted(compare));
}

export interface Pasted {
  readonly state: FormState;
  /** How many rows were changed and how many of them are new. */
  readonly rows: number;
  readonly added: number;
  /** Rows that had no more room: a list is not longer than its most. */
  readonly left: number;
  /** The columns that were written. */
  readonly columns: readonly string[];
  /** The first row that was written. */
  readonly first?: number;
}

/**
 * Writes rows of text into the table: from the selection on, to the right and down, or, where their first row names
 * columns, into those. What reaches beyond the last row becomes new rows. One cell fills the whole selection.
 */
export function pasteRows(
  definition: NodeDefinition,
  state: FormState,
  list: List,
  texts: readonly TextRow[],
  range: Range,
  sight: Sight,
): Pasted {
  const header = headerColumns(texts[0]?.cells ?? [], list.words);
  const rows = header === undefined ? texts : texts.slice(1);
  const [only] = rows;
  if (header === undefined && rows.length === 1 && only?.cells.length === 1)
    return fillAll(state, list, only.cells[0] ?? '', range);
  const from = Math.max(0, sight.columns.indexOf(range.columns[0] ?? ''));
  const columns = header ?? sight.columns.slice(from);
  const start = range.rows[0] === undefined ? -1 : sight.rows.indexOf(range.rows[0]);
  const below = start < 0 ? [] : sight.rows.slice(start);
  const changesOf = ({ cells }: TextRow): (readonly [string, unknown])[] =>
    inOrder(list.field.columns, columns, cells).map(([column, text]) => [
      column,
      cellValue(list.field.columns[column] as ColumnField, text, list.words[column] as ColumnWords),
    ]);
  const written = below.slice(0, rows.length);
  const changed = eachRow(state, list.name, written, ({ cells }, place) =>
    withCells(list, cells, changesOf(rows[place] as TextRow), state.values),
  );
  const room = list.field.maxRows - rowsOf(changed, list.name).length;
  const extra = rows.slice(written.length);
  const fitting = extra.slice(0, Math.max(0, room));
  const added = addRows(
    definition,
    changed,
    list,
    fitting.map((row) => changesOf(row)),
  );
  const first = written[0]?.key ?? (fitting.length > 0 ? changed.nextKey : undefined);
  return {
    // One step, though it is made of two.
    state: { ...added, past: [...state.past, { lists: state.lists }] },
    rows: written.length + fitting.length,
    added: fitting.length,
    left: extra.length - fitting.length,
    columns: columns.filter((column) => column !== undefined),
    ...(first !== undefined && { first }),
  };
}

/** Cells in the order of the columns in the schema, since some depend on those before them. */
function inOrder(
  declared: Columns,
  columns: readonly (string | undefined)[],
  cells: readonly string[],
): readonly (readonly [string, string])[] {
  return Object.keys(declared).flatMap((column) => {
    const text = cells[columns.indexOf(column)];
    return columns.includes(column) && text !== undefined ? [[column, text] as const] : [];
  });
}

function fillAll(state: FormState, list: List, text: string, range: Range): Pasted {
  const changes = inOrder(
    list.field.columns,
    range.columns,
    range.columns.map(() => text),
  ).map(
    ([column]) =>
      [
        column,
        cellValue(list.field.columns[column] as ColumnField, text, list.words[column] as ColumnWords),
      ] as const,
  );
  const { rows, columns } = range;
  const first = rows[0]?.key;
  const changed = eachRow(state, list.name, rows, ({ cells }) =>
    withCells(list, cells, changes, state.values),
  );
  return {
    state: changed,
    rows: rows.length,
    added: 0,
    left: 0,
    columns,
    ...(first !== undefined && { first }),
  };
}

/** Adds rows at the end; they are the state's next keys, in order. */
export function addRows(
  definition: NodeDefinition,
  state: FormState,
  list: List,
  rows: readonly (readonly (readonly [column: string, value: unknown])[])[],
): FormState {
  const field = definition.fields[list.name];
  if (field?.kind !== 'rows' || rows.length === 0) return state;
  const fresh = newRow(field.columns);
  const added = rows.map((changes, place) => ({
    key: state.nextKey + place,
    cells: withCells(list, fresh, changes, state.values),
  }));
  const changed = withRows(state, list.name, [...rowsOf(state, list.name), ...added]);
  return { ...changed, nextKey: state.nextKey + rows.length };
}

/** A selection as rows of text. */
export function textRows(list: List, { rows, columns }: Range): string[][] {
  return rows.map(({ cells }) =>
    columns.map((column) => {
      const [field, words] = [list.field.columns[column], list.words[column]];
      return field === undefined || words === undefined ? '' : cellText(field, cells[column], words);
    }),
  );
}

/** The keys of the rows that hold a text in any of these columns. */
export function rowsWith(
  list: List,
  rows: readonly FormRow[],
  columns: readonly string[],
  text: string,
): Set<number> {
  const wanted = text.trim().toLowerCase();
  const texts = textRows(list, { rows, columns });
  return new Set(
    rows.flatMap(({ key }, place) =>
      (texts[place] ?? []).some((cell) => cell.toLowerCase().includes(wanted)) ? key : [],
    ),
  );
}
