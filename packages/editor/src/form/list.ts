import type { ColumnField, Columns, Problem, RowsField } from '@millwright/schema';
import { guard, html, nothing, repeat, type TemplateResult } from '../template.ts';
import { fill } from '../text.ts';
import { describeProblem, elementId, type FormContext, problemId } from './context.ts';
import { below, icon } from './fields.ts';
import { inputFor } from './input.ts';
import { addRow, cellId, type FormRow, moveRow, type RowRules, removeRow, setCell } from './state.ts';

/** A list of rows: each a group of labelled inputs with buttons to move and remove it. */
export function listField(
  name: string,
  declared: Omit<RowsField, 'check'>,
  context: FormContext,
): TemplateResult {
  const rows = context.state.lists[name] ?? [];
  const field = { ...declared, columns: usedColumns(declared.columns, rows) };
  const title = `${elementId(name)}-title`;
  const heads = Object.keys(field.columns).map((column) => columnLabel(name, column, context));
  const widths = Object.entries(field.columns).map(
    ([column, cell]) => `minmax(0, ${weight(name, column, cell, context)}fr)`,
  );
  // Where there is room for one line all columns share it, else the first has a line of its own.
  const style = `--mw-form-columns: ${widths.join(' ')}; --mw-form-rest: ${widths.slice(1).join(' ')}`;
  return html`<div class="form-row mw-form-list-field">
    <div class="mw-form-list-head">
      <span id=${title} class="mw-form-list-title">${icon(name, context)}${context.texts(`fields.${name}.label`)}</span>
      ${rows.length === 0 ? nothing : html`<span class="mw-form-count">${rows.length.toLocaleString(context.texts.locale)}</span>`}
    </div>
    <div class="mw-form-list" data-list=${name} style=${style} role="group" aria-labelledby=${title}>
      ${
        rows.length === 0
          ? html`<div class="mw-form-empty">${context.texts(`fields.${name}.empty`)}</div>`
          : html`
              <div class="mw-form-heads" aria-hidden="true">${heads.map((head) => html`<span>${head}</span>`)}</div>
              <ol class="mw-form-rows">
                ${repeat(
                  rows,
                  ({ key }) => key,
                  (row, index) => {
                    const place = { name, field, row, index, count: rows.length };
                    return html`<li>${guard(reasonsToDraw(place, context), () => rowTemplate(place, context))}</li>`;
                  },
                )}
              </ol>
            `
      }
    </div>
    <button type="button" class="red-ui-button red-ui-button-small mw-form-add" @click=${() => add(name, context)}>
      <i class="fa fa-plus" aria-hidden="true"></i> ${context.texts(`fields.${name}.add`)}
    </button>
    ${below(name, field as RowsField, context)}
  </div>`;
}

/** The columns that most lists need, and those of the others that hold anything. */
function usedColumns(columns: Columns, rows: readonly FormRow[]): Columns {
  const isUsed = (name: string, column: ColumnField): boolean =>
    rows.some(({ cells }) => (cells[name] ?? column.default ?? '') !== (column.default ?? ''));
  return Object.fromEntries(
    Object.entries(columns).filter(([name, column]) => column.rare !== true || isUsed(name, column)),
  );
}

/** How wide a column wants to be, in characters: its longest content and some room for the frame around it. */
function weight(list: string, column: string, field: ColumnField, { texts }: FormContext): number {
  const frame = 4;
  switch (field.kind) {
    case 'text':
      return 24;
    case 'choice':
      return (
        frame +
        Math.max(
          ...field.options.map(
            (option) => texts(`fields.${list}.columns.${column}.options.${option}`).length,
          ),
        )
      );
    case 'boolean':
      return frame;
    default:
      return frame + Math.max(String(field.min).length, String(field.max).length);
  }
}

const columnLabel = (list: string, column: string, { texts }: FormContext): string =>
  texts(`fields.${list}.columns.${column}.label`);

const rulesOf = (list: string, { extras }: FormContext): RowRules => extras.rows?.[list] ?? {};

interface RowPlace {
  readonly name: string;
  readonly field: { readonly columns: Columns };
  readonly row: FormRow;
  readonly index: number;
  readonly count: number;
}

/** A row is drawn again only when one of these changes; with a thousand rows the others cost too much. */
function reasonsToDraw(
  { name, field, row, index, count }: RowPlace,
  { problems, state }: FormContext,
): unknown[] {
  const found = Object.keys(field.columns).map((column) => problems.get(cellId(name, row.key, column)));
  return [row, index, count, state.values, Object.keys(field.columns).join(), JSON.stringify(found)];
}

function rowTemplate(place: RowPlace, context: FormContext): TemplateResult {
  const { name, field, row, index } = place;
  const [first = ''] = Object.keys(field.columns);
  const called = String(row.cells[first] ?? '');
  const { words, texts } = context;
  const label = fill(
    called === '' ? words.row : words.namedRow,
    { row: index + 1, name: called },
    texts.locale,
  );
  const idle = rulesOf(name, context).idle?.(row.cells, context.state.values) ?? [];
  const cells = Object.entries(field.columns);
  return html`<div class="mw-form-item" data-key=${row.key} role="group" aria-label=${label}>
    <div class="mw-form-cells">
      ${cells.map(([column, cell]) => cellTemplate(place, column, cell, idle.includes(column), context))}
      ${rowButtons(place, context)}
    </div>
    ${cells.map(([column]) => cellProblem(name, row, column, context))}
  </div>`;
}

function cellTemplate(
  { name, row }: RowPlace,
  column: string,
  cell: ColumnField,
  disabled: boolean,
  context: FormContext,
): TemplateResult {
  const id = cellId(name, row.key, column);
  const place = {
    id,
    texts: `fields.${name}.columns.${column}`,
    value: row.cells[column] ?? cell.default,
    disabled,
    change: (value: unknown) =>
      context.update((state) => setCell(state, name, row.key, column, value, rulesOf(name, context))),
  };
  return html`<div class="mw-form-cell" data-column=${column}>
    <label for=${elementId(id)}>${columnLabel(name, column, context)}</label>
    ${inputFor(cell, place, context)}
  </div>`;
}

function cellProblem(
  list: string,
  row: FormRow,
  column: string,
  context: FormContext,
): TemplateResult | typeof nothing {
  const id = cellId(list, row.key, column);
  const problem: Problem | undefined = context.problems.get(id);
  if (problem === undefined) return nothing;
  return html`<div class="mw-form-problem" id=${problemId(id)} role="alert">
    ${columnLabel(list, column, context)}: ${describeProblem(problem, context)}
  </div>`;
}

function rowButtons(place: RowPlace, context: FormContext): TemplateResult {
  const { words } = context;
  const { index, count } = place;
  return html`<div class="mw-form-row-buttons">
    ${rowButton('mw-form-up', 'fa-arrow-up', words.moveUp, index === 0, () => move(place, -1, context))}
    ${rowButton('mw-form-down', 'fa-arrow-down', words.moveDown, index === count - 1, () => move(place, 1, context))}
    ${rowButton('mw-form-remove', 'fa-remove', words.remove, false, () => remove(place, context))}
  </div>`;
}

function rowButton(
  name: string,
  symbol: string,
  label: string,
  disabled: boolean,
  click: () => void,
): TemplateResult {
  return html`<button
    type="button"
    class="red-ui-button red-ui-button-small ${name}"
    title=${label}
    aria-label=${label}
    ?disabled=${disabled}
    @click=${click}
  ><i class="fa ${symbol}" aria-hidden="true"></i></button>`;
}

const inRow = (list: string, key: number | undefined, what: string): string =>
  `[data-list="${list}"] [data-key="${key}"] ${what}`;

function add(list: string, context: FormContext): void {
  const { words, definition } = context;
  const state = context.current();
  const row = (state.lists[list]?.length ?? 0) + 1;
  context.act(
    (current) => addRow(definition, current, list, rulesOf(list, context)),
    fill(words.added, { row }, context.texts.locale),
    [inRow(list, state.nextKey, 'input')],
  );
}

function move({ name, row, index, count }: RowPlace, step: -1 | 1, context: FormContext): void {
  // At the end of the way the button used is no longer there to be pressed, so the other one gets the focus.
  const [used, other] = step === -1 ? ['.mw-form-up', '.mw-form-down'] : ['.mw-form-down', '.mw-form-up'];
  context.act(
    (state) => moveRow(state, name, row.key, step),
    fill(context.words.moved, { row: index + 1 + step, count }, context.texts.locale),
    [inRow(name, row.key, `${used}:enabled`), inRow(name, row.key, `${other}:enabled`)],
  );
}

function remove({ name, row, index }: RowPlace, context: FormContext): void {
  const rows = context.current().lists[name] ?? [];
  const next = rows[index + 1] ?? rows[index - 1];
  context.act(
    (state) => removeRow(state, name, row.key),
    fill(context.words.removed, { row: index + 1 }, context.texts.locale),
    next === undefined ? ['.mw-form-add'] : [inRow(name, next.key, '.mw-form-remove')],
  );
}
