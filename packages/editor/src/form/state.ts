import {
  type Columns,
  defaultOf,
  defaultRow,
  type NodeDefinition,
  type Problem,
  type RawConfig,
} from '@millwright/schema';

/** The cells of one row, as the inputs hold them. */
export type Cells = Readonly<Record<string, unknown>>;

export interface FormRow {
  /** Names the row as long as the form is open, wherever it moves. */
  readonly key: number;
  readonly cells: Cells;
}

/** What only a node itself knows about the rows of a list. `others` are the values of the fields that are no lists. */
export interface RowRules {
  /** Cells of a new row that differ from the schema's defaults, given the rows above it. */
  next?(rows: readonly Cells[], others: Cells): Cells;
  /** The row after a cell of it was changed, where that changes others. */
  changed?(cells: Cells, column: string, others: Cells): Cells;
  /** The columns that say nothing in this row; they cannot be edited. */
  idle?(cells: Cells, others: Cells): readonly string[];
}

/** All that an open dialog holds. */
export interface FormState {
  readonly values: Readonly<Record<string, unknown>>;
  readonly lists: Readonly<Record<string, readonly FormRow[]>>;
  readonly nextKey: number;
  /** Fields and cells that are new: nobody had the chance to fill them, so their problems are not shown yet. */
  readonly quiet: ReadonlySet<string>;
  /** Why this configuration cannot be edited: it is of a newer schema, or broken. */
  readonly unreadable?: Problem;
}

export const cellId = (list: string, key: number, column: string): string => `${list}/${key}/${column}`;

/** A configuration as the dialog needs it. `fresh`: the node is just being made. */
export function openForm(definition: NodeDefinition, raw: RawConfig, fresh: boolean): FormState {
  const values: Record<string, unknown> = {};
  const lists: Record<string, readonly FormRow[]> = {};
  let nextKey = 1;
  for (const [name, field] of Object.entries(definition.fields)) {
    const value = raw[name] ?? defaultOf(field);
    if (field.kind !== 'rows') values[name] = value;
    else {
      const rows: readonly unknown[] = Array.isArray(value) ? value : [];
      lists[name] = rows.map((row) => ({
        key: nextKey++,
        cells: asCells(row),
      }));
    }
  }
  const quiet = new Set(fresh ? Object.keys(definition.fields) : []);
  const current = definition.migrate(raw);
  const [unreadable] = current.ok ? [] : current.problems;
  return { values, lists, nextKey, quiet, ...(unreadable === undefined ? {} : { unreadable }) };
}

const asCells = (row: unknown): Cells => (typeof row === 'object' && row !== null ? (row as Cells) : {});

const without = (quiet: ReadonlySet<string>, id: string): ReadonlySet<string> =>
  quiet.has(id) ? new Set([...quiet].filter((each) => each !== id)) : quiet;

const rowsOf = (state: FormState, list: string): readonly FormRow[] => state.lists[list] ?? [];

const withRows = (state: FormState, list: string, rows: readonly FormRow[]): FormState => ({
  ...state,
  lists: { ...state.lists, [list]: rows },
  quiet: without(state.quiet, list),
});

export function setValue(state: FormState, name: string, value: unknown): FormState {
  return { ...state, values: { ...state.values, [name]: value }, quiet: without(state.quiet, name) };
}

/** The user has left a field or a cell: from now on its problems are shown. */
export function touch(state: FormState, id: string): FormState {
  return state.quiet.has(id) ? { ...state, quiet: without(state.quiet, id) } : state;
}

export function setCell(
  state: FormState,
  list: string,
  key: number,
  column: string,
  value: unknown,
  rules: RowRules = {},
): FormState {
  const rows = rowsOf(state, list).map((row) => {
    if (row.key !== key) return row;
    const cells = { ...row.cells, [column]: value };
    return { key, cells: rules.changed?.(cells, column, state.values) ?? cells };
  });
  return touch(withRows(state, list, rows), cellId(list, key, column));
}

/** Adds a row at the end; its key is the `nextKey` of the state before. */
export function addRow(
  definition: NodeDefinition,
  state: FormState,
  list: string,
  rules: RowRules = {},
): FormState {
  const field = definition.fields[list];
  if (field?.kind !== 'rows') return state;
  const rows = rowsOf(state, list);
  const key = state.nextKey;
  const cells = {
    ...newRow(field.columns),
    ...rules.next?.(
      rows.map((row) => row.cells),
      state.values,
    ),
  };
  const added = withRows(state, list, [...rows, { key, cells }]);
  const quiet = new Set([
    ...added.quiet,
    ...Object.keys(field.columns).map((column) => cellId(list, key, column)),
  ]);
  return { ...added, nextKey: key + 1, quiet };
}

/** A new row has the cells that most rows need; the others are there when they are filled. */
function newRow(columns: Columns): Cells {
  const common = Object.entries(columns).filter(([, { rare }]) => rare !== true);
  return defaultRow(Object.fromEntries(common));
}

export function removeRow(state: FormState, list: string, key: number): FormState {
  return withRows(
    state,
    list,
    rowsOf(state, list).filter((row) => row.key !== key),
  );
}

/** Moves a row by one place; at the end of the list it stays. */
export function moveRow(state: FormState, list: string, key: number, step: -1 | 1): FormState {
  const rows = [...rowsOf(state, list)];
  const from = rows.findIndex((row) => row.key === key);
  const [row, other] = [rows[from], rows[from + step]];
  if (row === undefined || other === undefined) return state;
  rows[from] = other;
  rows[from + step] = row;
  return withRows(state, list, rows);
}

/** The form's content as a configuration, not yet tidied. */
export function rawOf(definition: NodeDefinition, state: FormState): RawConfig {
  const lists = Object.entries(state.lists).map(([name, rows]) => [name, rows.map(({ cells }) => cells)]);
  return { schema: definition.version, ...state.values, ...Object.fromEntries(lists) };
}

/** Where the problem of the whole configuration stands among the {@link shownProblems}. */
export const unreadableId = 'schema';

/** What is wrong and may be said, by field and cell. */
export function shownProblems(definition: NodeDefinition, state: FormState): ReadonlyMap<string, Problem> {
  if (state.unreadable !== undefined) return new Map([[unreadableId, state.unreadable]]);
  const shown = new Map<string, Problem>();
  for (const problem of definition.problems(rawOf(definition, state))) {
    const id = idOf(state, problem);
    if (!state.quiet.has(id) && !shown.has(id)) shown.set(id, problem);
  }
  return shown;
}

function idOf(state: FormState, { path }: Problem): string {
  const [name = '', index, column] = path.map(String);
  if (index === undefined || column === undefined) return name;
  const row = rowsOf(state, name)[Number(index)];
  return row === undefined ? name : cellId(name, row.key, column);
}
