import type { ColumnField, Columns, RowsField } from '@millwright/schema';
import type { FormContext } from '../context.ts';
import type { Live } from '../live.ts';
import { cellId, type FormRow, type FormState, rowsOf, viewOf } from '../state.ts';
import type { ColumnWords } from './cell-text.ts';
import type { List } from './edit.ts';
import { type GridView, rowsInSight, type Sight } from './view.ts';

/** One list of an open dialog, with all that its templates and actions need. */
export interface Grid {
  readonly list: List;
  readonly declared: Omit<RowsField, 'check'>;
  readonly view: GridView;
  /** All rows. */
  readonly rows: readonly FormRow[];
  readonly sight: Sight;
  /** The values of the rows now, where they are asked for. */
  readonly live: Live | undefined;
  readonly context: FormContext;
}

/** The list as it is in this state, which may be later than the drawing that a listener belongs to. */
export function gridOf(
  name: string,
  declared: Omit<RowsField, 'check'>,
  context: FormContext,
  state: FormState = context.current(),
): Grid {
  const view = viewOf(state, name);
  const rows = rowsOf(state, name);
  const columns = columnsInSight(name, declared.columns, rows, view, context);
  return {
    list: {
      name,
      field: declared,
      rules: context.extras.rows?.[name] ?? {},
      words: wordsOf(name, declared.columns, context),
    },
    declared,
    view,
    rows,
    sight: { rows: rowsInSight(rows, view), columns },
    live: context.liveOf(name),
    context,
  };
}

function wordsOf(
  list: string,
  columns: Columns,
  { texts }: FormContext,
): Readonly<Record<string, ColumnWords>> {
  const prefix = `fields.${list}.columns`;
  return Object.fromEntries(
    Object.keys(columns).map((column) => [
      column,
      {
        label: texts(`${prefix}.${column}.label`),
        option: (option) => texts(`${prefix}.${column}.options.${option}`),
      },
    ]),
  );
}

/** The columns that most lists need, those that hold anything or are wrong, and those that were asked for. */
function columnsInSight(
  list: string,
  columns: Columns,
  rows: readonly FormRow[],
  view: GridView,
  context: FormContext,
): readonly string[] {
  const used = usedColumns(columns, rows);
  const wrong = new Set(
    [...context.problems.keys()].flatMap((id) => {
      const [name, , column] = id.split('/');
      return name === list && column !== undefined ? column : [];
    }),
  );
  return Object.entries(columns).flatMap(([name, { rare }]) => {
    const wanted = view.columns[name] ?? (rare !== true || used.has(name));
    return wanted || wrong.has(name) ? name : [];
  });
}

const known = new WeakMap<readonly FormRow[], ReadonlySet<string>>();

/** The columns that any row has something else in than a new one. */
function usedColumns(columns: Columns, rows: readonly FormRow[]): ReadonlySet<string> {
  const found = known.get(rows);
  if (found) return found;
  const isUsed = (name: string, { default: given }: ColumnField): boolean =>
    rows.some(({ cells }) => (cells[name] ?? given ?? '') !== (given ?? ''));
  const used = new Set(
    Object.entries(columns).flatMap(([name, column]) =>
      column.rare === true && isUsed(name, column) ? name : [],
    ),
  );
  known.set(rows, used);
  return used;
}

/** The problems of a list at its cells, in the order of the rows. */
export interface CellProblem {
  readonly row: FormRow;
  /** From 0, among all rows. */
  readonly index: number;
  readonly column: string;
  readonly id: string;
}

export function cellProblems({ list, rows, context }: Grid): readonly CellProblem[] {
  if (context.problems.size === 0) return [];
  const found: CellProblem[] = [];
  const prefix = `${list.name}/`;
  if (![...context.problems.keys()].some((id) => id.startsWith(prefix))) return found;
  for (const [index, row] of rows.entries())
    for (const column of Object.keys(list.field.columns)) {
      const id = cellId(list.name, row.key, column);
      if (context.problems.has(id)) found.push({ row, index, column, id });
    }
  return found;
}
