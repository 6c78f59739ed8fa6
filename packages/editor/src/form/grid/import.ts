import { type ColumnField, type Problem, parseRow, type RowsField } from '@millwright/schema';
import { type Cells, type FormRow, newRow } from '../state.ts';
import { type ColumnWords, cellValue, headerColumns } from './cell-text.ts';
import { readRows } from './delimited.ts';
import { type List, withCells } from './edit.ts';

/** Rows that a file has, as the cells of the table; a column that is not there gets what a new row has. */
export interface ReadFile {
  /** What was read, in words: `CSV`, the name of another program. */
  readonly format: string;
  readonly rows: readonly { readonly line: number; readonly cells: Cells }[];
  /** What in the file is no row, and why. */
  readonly refused: readonly { readonly line: number; readonly reason: string }[];
  /** Columns that the table has no place for. */
  readonly unknown: readonly string[];
}

/** A row of the file, and what is wrong with it at which cell. */
export interface ImportRow {
  readonly line: number;
  readonly cells: Cells;
  readonly problems: ReadonlyMap<string, Problem>;
}

export interface ImportPreview {
  readonly file: ReadFile;
  readonly rows: readonly ImportRow[];
  /** The rows that can be taken. */
  readonly sound: readonly ImportRow[];
  /** The columns that the file fills. */
  readonly columns: readonly string[];
}

type Declared = Pick<RowsField, 'columns' | 'unique' | 'maxRows'> & {
  readonly check?: unknown;
};

/**
 * Reads a CSV file. A first row that names columns decides what is what; without one the columns are those that most
 * tables need, in their order.
 */
export function readCsv(text: string, { field, words }: Pick<List, 'field' | 'words'>): ReadFile {
  const rows = readRows(text);
  const header = headerColumns(rows[0]?.cells ?? [], words);
  const common = Object.keys(field.columns).filter((column) => field.columns[column]?.rare !== true);
  const columns = header ?? common;
  const content = header === undefined ? rows : rows.slice(1);
  return {
    format: 'CSV',
    rows: content.map(({ cells, line }) => ({
      line,
      cells: Object.fromEntries(
        columns.flatMap((column, place) => {
          const cell = cells[place];
          if (column === undefined || cell === undefined) return [];
          const value = cellValue(field.columns[column] as ColumnField, cell, words[column] as ColumnWords);
          return [[column, value]];
        }),
      ),
    })),
    refused: [],
    unknown: (rows[0]?.cells ?? []).filter(
      (cell, place) => header !== undefined && header[place] === undefined && cell.trim() !== '',
    ),
  };
}

/**
 * What would come of a file: each row with what is wrong at its cells, and those that can be taken. A name that stands
 * in the table already, or further up in the file, is refused.
 * @param others the other fields of the dialog
 * @param present the rows that stay in the table
 */
export function previewImport(
  file: ReadFile,
  list: List,
  declared: Declared,
  others: Cells,
  present: readonly FormRow[],
): ImportPreview {
  const { unique } = declared;
  const usedNames = new Map<string, Problem>();
  const nameOf = (cells: Cells): string => (unique === undefined ? '' : String(cells[unique] ?? '').trim());
  for (const [index, { cells }] of present.entries())
    if (nameOf(cells) !== '')
      usedNames.set(nameOf(cells), { path: [], code: 'duplicate', details: { row: index + 1 } });
  const fresh = newRow(declared.columns);
  const rows = file.rows.map(({ line, cells: given }): ImportRow => {
    const inOrder = Object.keys(declared.columns).filter((column) => Object.hasOwn(given, column));
    const taken = withCells(
      list,
      fresh,
      inOrder.map((column) => [column, given[column]] as const),
      others,
    );
    const problems = new Map<string, Problem>();
    // A cell that says nothing in this row was passed over; what no row can have there is a slip all the same.
    const slips = inOrder.flatMap((column) => {
      if (taken[column] === given[column]) return [];
      const checked = parseRow(
        { columns: { [column]: declared.columns[column] as ColumnField } },
        given,
        others,
        'allowed',
      );
      if (checked.ok) return [];
      for (const problem of checked.problems) problems.set(column, problem);
      return [[column, given[column]] as const];
    });
    const cells = { ...taken, ...Object.fromEntries(slips) };
    const checked = parseRow(declared as Parameters<typeof parseRow>[0], cells, others, 'allowed');
    if (!checked.ok)
      for (const problem of checked.problems) {
        const column = String(problem.path[0] ?? unique ?? '');
        if (!problems.has(column)) problems.set(column, problem);
      }
    const name = nameOf(cells);
    const before = usedNames.get(name);
    if (unique !== undefined && before !== undefined) problems.set(unique, before);
    else if (name !== '') usedNames.set(name, { path: [], code: 'duplicate-line', details: { line } });
    return { line, cells, problems };
  });
  const filled = new Set(file.rows.flatMap(({ cells }) => Object.keys(cells)));
  return {
    file,
    rows,
    sound: rows
      .filter(({ problems }) => problems.size === 0)
      .slice(0, Math.max(0, declared.maxRows - present.length)),
    columns: Object.keys(declared.columns).filter((column) => filled.has(column)),
  };
}
