import { copyText } from '../../clipboard.ts';
import { saveFile } from '../../download.ts';
import { html, nothing, type TemplateResult } from '../../template.ts';
import { fill } from '../../text.ts';
import { elementId } from '../context.ts';
import { withView } from '../state.ts';
import { edit, filter, removeSelected, tableRows } from './actions.ts';
import { writeRows } from './delimited.ts';
import { fillDown, fillSeries } from './edit.ts';
import { openImport } from './import-tray.ts';
import { move } from './keys.ts';
import { type Grid, gridOf } from './place.ts';
import { openSource, rowSources } from './row-sources.ts';
import { rowTools } from './row-tools.ts';
import { selected } from './view.ts';

/** From so many rows on, a filter is of use. */
const filterFrom = 10;

/** What can be done with the table and with what is selected in it. */
export function toolbar(grid: Grid): TemplateResult | typeof nothing {
  const { rows, view, sight, context, list } = grid;
  const { words } = context;
  const isTable = Object.keys(list.field.columns).length > 2;
  if (rows.length === 0)
    return isTable
      ? html`<div class="mw-grid-tools">
          ${sourceButtons(grid)}
          <button type="button" class="red-ui-button red-ui-button-small" @click=${() => openImport(grid)}>${words.importCsv}</button>
        </div>`
      : nothing;
  const range = selected(view, sight);
  const none = range.rows.length === 0;
  const several = range.rows.length > 1;
  const moves = view.kept === undefined && !none;
  return html`<div class="mw-grid-tools" role="toolbar" aria-label=${words.tools}>
    ${sourceButtons(grid)}
    ${rows.length < filterFrom && view.filter === '' ? nothing : filterInput(grid)}
    ${tool('mw-grid-up', 'fa-arrow-up', words.moveUp, !moves, () => move(grid, -1))}
    ${tool('mw-grid-down', 'fa-arrow-down', words.moveDown, !moves, () => move(grid, 1))}
    ${tool('mw-grid-remove', 'fa-remove', words.removeRows, none, () => removeSelected(grid))}
    ${rowTools(grid).map(({ icon, label, usable, run }) => tool('mw-grid-tool', icon, `${label} (Alt+Enter)`, !usable, run))}
    ${columnMenu(grid)}
    ${menu(
      'mw-grid-more',
      html`<i class="fa fa-ellipsis-v" aria-hidden="true"></i>`,
      words.more,
      html`
        ${item(words.fillDown, 'Ctrl+D', !several, () => fillSelected(grid, fillDown))}
        ${item(words.fillSeries, '', !several, () => fillSelected(grid, fillSeries))}
        ${item(words.copyTable, '', false, () => copyTable(grid))}
        ${isTable ? item(words.importCsv, '', false, () => openImport(grid)) : nothing}
        ${isTable ? item(words.exportCsv, '', false, () => exportCsv(grid)) : nothing}
      `,
    )}
  </div>`;
}

const sourceButtons = (grid: Grid): readonly TemplateResult[] =>
  rowSources(grid).map(
    (source) => html`<button
      type="button"
      class="red-ui-button red-ui-button-small mw-grid-source"
      @click=${() => openSource(grid, source)}
    ><i class="fa ${source.icon}" aria-hidden="true"></i> ${source.label()}</button>`,
  );

function filterInput(grid: Grid): TemplateResult {
  const { list, declared, view, sight, rows, context } = grid;
  const { words, texts } = context;
  const count = fill(words.filtered, { shown: sight.rows.length, count: rows.length }, texts.locale);
  return html`${view.kept === undefined ? nothing : html`<span class="mw-form-count" role="status">${count}</span>`}
    <input
      type="search"
      class="mw-grid-filter"
      placeholder=${words.filter}
      aria-label=${words.filter}
      .value=${view.filter}
      @input=${(event: Event) => filter(list.name, declared, context, (event.target as HTMLInputElement).value)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'Escape' || view.filter === '') return;
        event.stopPropagation();
        filter(list.name, declared, context, '');
      }}
    />`;
}

function tool(
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

function columnMenu(grid: Grid): TemplateResult | typeof nothing {
  const { list, sight, context } = grid;
  const columns = Object.keys(list.field.columns);
  if (columns.length < 4) return nothing;
  const hidden = columns.length - sight.columns.length;
  return menu(
    'mw-grid-columns',
    html`<i class="fa fa-columns" aria-hidden="true"></i>${hidden === 0 ? nothing : html` <span class="mw-grid-hidden">+${hidden}</span>`}`,
    context.words.columns,
    html`${columns.slice(1).map((column) => {
      const id = `${elementId(list.name)}-shows-${column}`;
      return html`<label for=${id}>
        <input
          type="checkbox"
          id=${id}
          .checked=${sight.columns.includes(column)}
          @change=${(event: Event) => show(grid, column, (event.target as HTMLInputElement).checked)}
        />
        ${list.words[column]?.label ?? column}
      </label>`;
    })}`,
  );
}

const show = ({ list, context }: Grid, column: string, isShown: boolean): void =>
  context.update((state) =>
    withView(state, list.name, (view) => ({ ...view, columns: { ...view.columns, [column]: isShown } })),
  );

/** A button that unfolds what is in it, until one goes elsewhere. */
export function menu(
  name: string,
  symbol: TemplateResult,
  label: string,
  content: TemplateResult,
): TemplateResult {
  return html`<details
    class="mw-grid-menu ${name}"
    @focusout=${(event: FocusEvent) => {
      const details = event.currentTarget as HTMLDetailsElement;
      if (event.relatedTarget instanceof Node && !details.contains(event.relatedTarget)) details.open = false;
    }}
    @keydown=${(event: KeyboardEvent) => {
      const details = event.currentTarget as HTMLDetailsElement;
      if (event.key !== 'Escape' || !details.open) return;
      event.stopPropagation();
      details.open = false;
      details.querySelector('summary')?.focus();
    }}
  >
    <summary class="red-ui-button red-ui-button-small" title=${label} aria-label=${label}>${symbol}</summary>
    <div class="mw-grid-menu-content">${content}</div>
  </details>`;
}

export function item(label: string, keys: string, disabled: boolean, click: () => void): TemplateResult {
  return html`<button
    type="button"
    ?disabled=${disabled}
    @click=${(event: Event) => {
      (event.currentTarget as HTMLElement).closest('details')?.removeAttribute('open');
      click();
    }}
  >${label}${keys === '' ? nothing : html`<kbd>${keys}</kbd>`}</button>`;
}

function fillSelected(grid: Grid, fillWith: typeof fillDown): void {
  const now = gridOf(grid.list.name, grid.declared, grid.context);
  const range = selected(now.view, now.sight);
  edit(grid, (state) => fillWith(state, grid.list, range), grid.context.words.filledDown);
}

function copyTable(grid: Grid): void {
  const now = gridOf(grid.list.name, grid.declared, grid.context);
  const copied = copyText(writeRows(tableRows(now), '\t'));
  edit(grid, (state) => state, copied ? grid.context.words.copied : grid.context.words.notCopied);
}

/** The table as a file with the names of columns and options that are the same in each language. */
function exportCsv(grid: Grid): void {
  const { list, rows, sight, context } = gridOf(grid.list.name, grid.declared, grid.context);
  const content = rows.map(({ cells }) =>
    sight.columns.map((column) => String(cells[column] ?? list.field.columns[column]?.default ?? '')),
  );
  // What a spreadsheet in this language takes for a separator; the mark in front tells it that this is UTF-8.
  const separator = /^de\b/i.test(context.texts.locale) ? ';' : ',';
  const text = `\u{feff}${writeRows([sight.columns, ...content], separator)}\r\n`;
  saveFile(`${list.name}.csv`, new Blob([text], { type: 'text/csv' }));
}
