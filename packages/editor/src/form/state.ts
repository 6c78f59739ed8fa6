import {
  type Columns,
  defaultOf,
  defaultRow,
  type NodeDefinition,
  type Problem,
  type RawConfig,
  type RowMemory,
} from '@millwright/schema';
import { firstView, type GridView } from './grid/view.ts';

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
  /** What a row becomes so that it means the same as before, by the field beside the list that was changed. */
  readonly follow?: Readonly<Record<string, (cells: Cells, before: Cells, after: Cells) => Cells>>;
}

type Lists = Readonly<Record<string, readonly FormRow[]>>;

/** What is taken back at once: the lists, and the fields beside them that they have followed. */
interface Step {
  readonly lists: Lists;
  readonly values?: Cells;
}

/** All that an open dialog holds. */
export interface FormState {
  readonly values: Readonly<Record<string, unknown>>;
  readonly lists: Lists;
  readonly nextKey: number;
  /** What one sees of the lists; those that nobody has touched yet have none. */
  readonly views: Readonly<Record<string, GridView>>;
  /** The lists as they were, latest last, and as they were before that was taken back. */
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** The cell that is being typed into: all of that is taken back at once. */
  readonly typing?: string | undefined;
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
  return {
    values,
    lists,
    nextKey,
    views: {},
    past: [],
    future: [],
    quiet,
    ...(unreadable === undefined ? {} : { unreadable }),
  };
}

const asCells = (row: unknown): Cells => (typeof row === 'object' && row !== null ? (row as Cells) : {});

const without = (quiet: ReadonlySet<string>, id: string): ReadonlySet<string> =>
  quiet.has(id) ? new Set([...quiet].filter((each) => each !== id)) : quiet;

export const rowsOf = (state: FormState, list: string): readonly FormRow[] => state.lists[list] ?? [];

/** So many steps can be taken back. */
const mostSteps = 100;

/** @param typing the cell that is typed into; further changes of it belong to the same step */
export function withRows(
  state: FormState,
  list: string,
  rows: readonly FormRow[],
  typing?: string,
): FormState {
  const sameStep = typing !== undefined && typing === state.typing;
  return {
    ...state,
    lists: { ...state.lists, [list]: rows },
    past: sameStep ? state.past : withStep(state.past, { lists: state.lists }),
    future: [],
    typing,
    quiet: without(state.quiet, list),
  };
}

export const withStep = (steps: readonly Step[], step: Step): readonly Step[] =>
  [...steps, step].slice(-mostSteps);

/** Goes to a step; gives the way back, too. */
function gone(state: FormState, { lists, values }: Step): { readonly state: FormState; readonly back: Step } {
  const names = Object.keys(values ?? {});
  const replaced = Object.fromEntries(names.map((name) => [name, state.values[name]]));
  return {
    state: {
      ...state,
      lists,
      ...(values !== undefined && { values: { ...state.values, ...values } }),
      typing: undefined,
    },
    back: { lists: state.lists, ...(values !== undefined && { values: replaced }) },
  };
}

/** Takes the latest change of the lists back. */
export function undo(state: FormState): FormState {
  const step = state.past.at(-1);
  if (step === undefined) return state;
  const { state: before, back } = gone(state, step);
  return { ...before, past: state.past.slice(0, -1), future: [...state.future, back] };
}

export function redo(state: FormState): FormState {
  const step = state.future.at(-1);
  if (step === undefined) return state;
  const { state: after, back } = gone(state, step);
  return { ...after, past: [...state.past, back], future: state.future.slice(0, -1) };
}

export const viewOf = (state: FormState, list: string): GridView => state.views[list] ?? firstView;

export function withView(state: FormState, list: string, change: (view: GridView) => GridView): FormState {
  const before = viewOf(state, list);
  const view = change(before);
  if (view === before) return state;
  const stays = view.active === before.active;
  return { ...state, views: { ...state.views, [list]: view }, typing: stays ? state.typing : undefined };
}

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
  const id = cellId(list, key, column);
  return touch(withRows(state, list, rows, id), id);
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
export function newRow(columns: Columns): Cells {
  const common = Object.entries(columns).filter(([, { rare }]) => rare !== true);
  return defaultRow(Object.fromEntries(common));
}

/** The form's content as a configuration, not yet tidied. */
export function rawOf(definition: NodeDefinition, state: FormState): RawConfig {
  const lists = Object.entries(state.lists).map(([name, rows]) => [name, cellsOf(rows)]);
  return { schema: definition.version, ...state.values, ...Object.fromEntries(lists) };
}

const known = new WeakMap<readonly FormRow[], readonly Cells[]>();

/** The same list for the same rows: who checks it again can tell that nothing was changed. */
function cellsOf(rows: readonly FormRow[]): readonly Cells[] {
  const cells = known.get(rows) ?? rows.map((row) => row.cells);
  known.set(rows, cells);
  return cells;
}

/** Where the problem of the whole configuration stands among the {@link shownProblems}. */
export const unreadableId = 'schema';

/**
 * What is wrong and may be said, by field and cell.
 * @param memory of the rows that were checked before
 */
export function shownProblems(
  definition: NodeDefinition,
  state: FormState,
  memory?: RowMemory,
): ReadonlyMap<string, Problem> {
  if (state.unreadable !== undefined) return new Map([[unreadableId, state.unreadable]]);
  const shown = new Map<string, Problem>();
  for (const problem of definition.problems(rawOf(definition, state), memory)) {
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
