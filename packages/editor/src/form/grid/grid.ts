import type { RowsField } from '@millwright/schema';
import { html, nothing, repeat, type TemplateResult } from '../../template.ts';
import { elementId, type FormContext } from '../context.ts';
import { below, icon } from '../fields.ts';
import { withView } from '../state.ts';
import { add, edit, goTo } from './actions.ts';
import { sortRows } from './edit.ts';
import { onCopy, onKey, onPaste } from './keys.ts';
import { type Grid, gridOf } from './place.ts';
import { planLine } from './plan-line.ts';
import { problemList } from './problems.ts';
import { rowTemplate } from './row.ts';
import { toolbar } from './toolbar.ts';
import { rowHeight, selected, window } from './view.ts';

/**
 * A list of rows as a table that works as a spreadsheet does: arrows, Tab and Enter go from cell to cell, typing
 * replaces, ranges are copied, pasted, filled and cleared. Only what is in sight is drawn.
 */
export function gridField(
  name: string,
  declared: Omit<RowsField, 'check'>,
  context: FormContext,
): TemplateResult {
  const grid = gridOf(name, declared, context, context.state);
  const title = `${elementId(name)}-title`;
  const isEmpty = grid.rows.length === 0;
  return html`<div class="form-row mw-form-list-field" data-field=${name}>
    <div class="mw-form-list-head">
      <span id=${title} class="mw-form-list-title">${icon(name, context)}${context.texts(`fields.${name}.label`)}
        ${isEmpty ? nothing : html`<span class="mw-form-count">${grid.rows.length.toLocaleString(context.texts.locale)}</span>`}</span>
      ${toolbar(grid)}
    </div>
    ${
      isEmpty
        ? html`<div class="mw-grid mw-grid-empty" data-list=${name} @paste=${(event: ClipboardEvent) => onPaste(grid, event)} tabindex="0" aria-labelledby=${title} role="group">
            ${context.texts(`fields.${name}.empty`)}
            <span class="mw-grid-paste-hint">${context.words.pasteHint}</span>
          </div>`
        : table(grid, title)
    }
    ${problemList(grid)}
    <div class="mw-grid-foot">
      <button type="button" class="red-ui-button red-ui-button-small mw-form-add" data-add=${name} @click=${() => add(grid)}>
        <i class="fa fa-plus" aria-hidden="true"></i> ${context.texts(`fields.${name}.add`)}
      </button>
      ${planLine(grid)}
    </div>
    ${grid.live?.problem === undefined ? nothing : html`<div class="mw-form-hint mw-grid-live-problem">${grid.live.problem}</div>`}
    ${below(name, declared as RowsField, context)}
  </div>`;
}

function table(grid: Grid, title: string): TemplateResult {
  const { list, view, sight, context, rows } = grid;
  const indexes = new Map(rows.map((row, index) => [row, index]));
  const [from, to] = window(view, sight.rows.length);
  const range = selected(view, sight);
  const places = sight.rows.slice(from, to).map((row, offset) => ({ row, place: from + offset }));
  // Where the focus is must stay in the page, however far one scrolls.
  const active = sight.rows.findIndex(({ key }) => key === view.active?.key);
  const activeRow = sight.rows[active];
  if (activeRow !== undefined && (active < from || active >= to))
    places.push({ row: activeRow, place: active });
  return html`<div
    class="mw-grid"
    data-list=${list.name}
    role="grid"
    aria-labelledby=${title}
    aria-rowcount=${sight.rows.length + 1}
    aria-colcount=${sight.columns.length + (grid.live === undefined ? 1 : 2)}
    aria-multiselectable="true"
    tabindex=${activeRow === undefined ? '0' : '-1'}
    style=${widths(grid)}
    @scroll=${(event: Event) => scrolled(grid, event.currentTarget as HTMLElement)}
    @focus=${(event: FocusEvent) => enter(grid, event)}
    @keydown=${(event: KeyboardEvent) => onKey(grid, event)}
    @paste=${(event: ClipboardEvent) => onPaste(grid, event)}
    @copy=${(event: ClipboardEvent) => onCopy(grid, event)}
    @cut=${(event: ClipboardEvent) => onCopy(grid, event)}
  >
    <div class="mw-grid-heads" role="row" aria-rowindex="1">
      <div class="mw-grid-number" role="columnheader"><span class="mw-form-said">${context.words.rowNumber}</span></div>
      ${sight.columns.map((column) => head(grid, column))}
      ${grid.live === undefined ? nothing : html`<div class="mw-grid-head mw-grid-live" role="columnheader"><span class="mw-grid-text">${context.words.live}</span></div>`}
    </div>
    <div class="mw-grid-space" role="rowgroup" style="height: ${sight.rows.length * rowHeight}px">
      ${repeat(
        places,
        ({ row }) => row.key,
        ({ row, place }) => rowTemplate(grid, row, place, indexes.get(row) ?? place, range),
      )}
    </div>
  </div>`;
}

function head(grid: Grid, column: string): TemplateResult {
  const { list, context } = grid;
  const label = list.words[column]?.label ?? column;
  return html`<div class="mw-grid-head" role="columnheader" data-column=${column}>
    <button
      type="button"
      tabindex="-1"
      title=${`${label}: ${context.words.sort}`}
      @mousedown=${(event: MouseEvent) => event.preventDefault()}
      @click=${() => sort(grid, column)}
    >${label}</button>
  </div>`;
}

/** Sorts upwards, or downwards where the rows are in that order already. */
function sort(grid: Grid, column: string): void {
  const { context, list } = grid;
  const { locale } = context.texts;
  edit(
    grid,
    (state) => {
      const up = sortRows(state, list, column, 1, locale);
      const before = state.lists[list.name];
      const isUp = up.lists[list.name]?.every((row, place) => row === before?.[place]) ?? false;
      return isUp ? sortRows(state, list, column, -1, locale) : up;
    },
    context.words.sorted,
  );
}

function scrolled({ list, context, sight }: Grid, element: HTMLElement): void {
  context.update((state) =>
    withView(state, list.name, (view) => {
      const next = { ...view, scrollTop: element.scrollTop, height: element.clientHeight };
      const count = sight.rows.length;
      const isSame = String(window(next, count)) === String(window(view, count));
      // Nothing else would be drawn; but the next step must know where the view is.
      return isSame && view.scrollTop === next.scrollTop && view.height === next.height ? view : next;
    }),
  );
}

/** Tab has come to a table where no cell was the active one yet. */
function enter(grid: Grid, event: FocusEvent): void {
  if (event.target !== event.currentTarget) return;
  const { view, sight } = gridOf(grid.list.name, grid.declared, grid.context);
  const [row] = sight.rows;
  const [column] = sight.columns;
  if (view.active === undefined && row !== undefined && column !== undefined)
    goTo(grid, { key: row.key, column });
}

/** How wide each column is: at least so many characters, and a share of what is left. Each row has the same widths. */
function widths({ list, sight, live }: Grid): string {
  const tracks = sight.columns.map((column, place) => {
    const field = list.field.columns[column];
    const words = list.words[column];
    const label = (words?.label ?? column).length;
    const wanted =
      field?.kind === 'text'
        ? Math.min(30, Math.max(7, field.maxLength / 3))
        : field?.kind === 'choice'
          ? Math.max(...field.options.map((option) => words?.option(option).length ?? 0)) + 1
          : field?.kind === 'boolean'
            ? 3
            : 6;
    // What stands first is a name nearly always; a yes or no takes no more room there than elsewhere.
    const first = place === 0 && field?.kind !== 'boolean' ? 14 : 0;
    const least = Math.ceil(Math.max(first, Math.min(wanted, 16), Math.min(label, 14))) + 2;
    return { least, share: Math.max(least, wanted) };
  });
  if (live !== undefined) tracks.push({ least: 12, share: 14 });
  const columns = tracks.map(({ least, share }) => `minmax(${least}ch, ${share}fr)`).join(' ');
  const all = tracks.reduce((sum, { least }) => sum + least, 0);
  return `--mw-grid-columns: ${columns}; --mw-grid-width: calc(38px + ${all}ch)`;
}
