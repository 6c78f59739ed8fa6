import type { ColumnField } from '@millwright/schema';
import { guard, html, nothing, type TemplateResult } from '../../template.ts';
import { fill } from '../../text.ts';
import { describeProblem, elementId, problemId } from '../context.ts';
import { cellId, type FormRow } from '../state.ts';
import { toneSymbols } from '../test-line.ts';
import { goTo, look, settle } from './actions.ts';
import { cellInput } from './cell-input.ts';
import { cellText } from './cell-text.ts';
import { type Grid, gridOf } from './place.ts';
import { movedTo, type Range, rowHeight } from './view.ts';

/** A row in sight. It is drawn again only when one of the reasons changes. */
export function rowTemplate(
  grid: Grid,
  row: FormRow,
  place: number,
  index: number,
  range: Range,
): TemplateResult {
  const { list, view, sight, context } = grid;
  const isActive = view.active?.key === row.key;
  const isSelected = range.rows.includes(row);
  const reasons = [
    row,
    place,
    index,
    context.state.values,
    sight.columns.join(),
    isActive && view,
    isSelected && range.columns.join(),
    problemReasons(grid, row),
    grid.live?.values.get(row.key),
    grid.live?.problem,
  ];
  return html`<div
    class="mw-grid-row"
    role="row"
    data-key=${row.key}
    aria-rowindex=${place + 2}
    style="top: ${place * rowHeight}px"
  >${guard(reasons, () => cells(grid, row, index, isSelected ? range.columns : []))}</div>`;

  function problemReasons({ sight: { columns } }: Grid, { key }: FormRow): string {
    if (context.problems.size === 0) return '';
    return columns
      .map((column) => context.problems.get(cellId(list.name, key, column)))
      .map((problem) => (problem === undefined ? '' : JSON.stringify(problem)))
      .join();
  }
}

function cells(grid: Grid, row: FormRow, index: number, selectedColumns: readonly string[]): TemplateResult {
  const { list, sight, context } = grid;
  const { words, texts } = context;
  const idle = list.rules.idle?.(row.cells, context.state.values) ?? [];
  const label = fill(words.row, { row: index + 1 }, texts.locale);
  return html`<div
      class="mw-grid-number"
      role="rowheader"
      aria-label=${label}
      title=${words.selectRow}
      @mousedown=${(event: MouseEvent) => selectRow(grid, row, event)}
    >${index + 1}</div>
    ${sight.columns.map((column) => cell(grid, row, index, column, selectedColumns.includes(column), idle.includes(column)))}
    ${grid.live === undefined ? nothing : liveCell(grid, row)}`;
}

/** The value of the tag now; that of a row that is wrong says nothing. */
function liveCell({ live, sight }: Grid, { key }: FormRow): TemplateResult {
  const value = live?.values.get(key);
  const symbol = value === undefined || value.tone === 'good' ? '' : toneSymbols[value.tone];
  return html`<div
    class="mw-grid-live mw-form-${value?.tone ?? 'unknown'}"
    role="gridcell"
    aria-colindex=${sight.columns.length + 2}
    aria-readonly="true"
    title=${value?.reason ?? nothing}
  ><span class="mw-grid-text">${symbol} ${value?.text}</span></div>`;
}

function cell(
  grid: Grid,
  row: FormRow,
  index: number,
  column: string,
  isSelected: boolean,
  isIdle: boolean,
): TemplateResult {
  const { list, view, context } = grid;
  const id = cellId(list.name, row.key, column);
  const field = list.field.columns[column] as ColumnField;
  const problem = context.problems.get(id);
  const isActive = view.active?.key === row.key && view.active.column === column;
  const classes = [
    'mw-grid-cell',
    `mw-grid-kind-${field.kind}`,
    isActive ? 'mw-grid-active' : '',
    isSelected ? 'mw-grid-selected' : '',
    isIdle ? 'mw-grid-idle' : '',
    problem === undefined ? '' : 'mw-grid-wrong',
  ];
  return html`<div
    class=${classes.join(' ')}
    role="gridcell"
    data-column=${column}
    id=${`${elementId(id)}-cell`}
    aria-selected=${isSelected}
    aria-readonly=${isIdle ? 'true' : nothing}
    aria-invalid=${problem === undefined ? nothing : 'true'}
    aria-describedby=${problem === undefined ? nothing : problemId(id)}
    title=${problem === undefined ? nothing : describeProblem(problem, context)}
    @mousedown=${(event: MouseEvent) => press(grid, row, column, event)}
    @mouseover=${(event: MouseEvent) => drag(grid, row, column, event)}
    @dblclick=${() => look(grid, (each) => ({ ...each, editing: true }))}
  >${
    isActive
      ? cellInput(grid, row, index, column, isIdle)
      : html`<span class="mw-grid-text">${shownText(grid, row, column, isIdle)}</span>`
  }</div>`;
}

/** What says nothing in this row is left blank, unless it differs from what a new row has. */
function shownText({ list }: Grid, { cells: given }: FormRow, column: string, isIdle: boolean): string {
  const [field, words] = [list.field.columns[column], list.words[column]];
  if (field === undefined || words === undefined) return '';
  if (isIdle && (given[column] ?? field.default) === field.default) return '';
  const text = cellText(field, given[column], words);
  return field.kind === 'boolean' ? (text === '1' ? '✓' : '–') : text;
}

/** The active cell is an input, which takes the mouse itself. */
function press(grid: Grid, row: FormRow, column: string, event: MouseEvent): void {
  if (event.button !== 0) return;
  const now = gridOf(grid.list.name, grid.declared, grid.context);
  const isActive = now.view.active?.key === row.key && now.view.active.column === column;
  if (
    isActive &&
    !event.shiftKey &&
    event.target instanceof HTMLElement &&
    event.target.matches('input, select')
  ) {
    if (event.target.matches('[type="text"]')) look(grid, (view) => ({ ...view, editing: true }));
    return;
  }
  event.preventDefault();
  goTo(grid, { key: row.key, column }, event.shiftKey);
}

function drag(grid: Grid, row: FormRow, column: string, event: MouseEvent): void {
  if (event.buttons !== 1) return;
  const { view, sight } = gridOf(grid.list.name, grid.declared, grid.context);
  if (view.editing || view.active === undefined) return;
  const first = view.anchor ?? view.active;
  if (view.anchor === undefined && first.key === row.key && first.column === column) return;
  look(grid, (each) => ({ ...movedTo(each, { key: row.key, column }, sight, true), anchor: first }));
}

function selectRow(grid: Grid, row: FormRow, event: MouseEvent): void {
  event.preventDefault();
  look(grid, (view, { sight }) => {
    const column = view.active?.column ?? sight.columns[0] ?? '';
    return { ...movedTo(view, { key: row.key, column }, sight, event.shiftKey), wholeRows: true };
  });
  settle(grid);
}
