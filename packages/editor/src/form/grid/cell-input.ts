import type { ColumnField } from '@millwright/schema';
import { html, nothing, type TemplateResult } from '../../template.ts';
import { fill } from '../../text.ts';
import { describedBy, elementId } from '../context.ts';
import { strangeOption } from '../input.ts';
import { cellId, type FormRow, touch } from '../state.ts';
import { type } from './keys.ts';
import type { Grid } from './place.ts';

/** The input of the active cell: what is typed goes into it at once, and arrows go on to the next cell. */
export function cellInput(
  grid: Grid,
  row: FormRow,
  index: number,
  column: string,
  isIdle: boolean,
): TemplateResult {
  const { list, context } = grid;
  const field = list.field.columns[column] as ColumnField;
  const id = cellId(list.name, row.key, column);
  const { words, texts } = context;
  const label = fill(
    words.cell,
    { column: list.words[column]?.label ?? column, row: index + 1 },
    texts.locale,
  );
  const value = row.cells[column] ?? field.default;
  const described = describedBy(context, id, false) ?? nothing;
  const invalid = context.problems.has(id) ? 'true' : nothing;
  const leave = (): void => context.update((state) => touch(state, id));
  switch (field.kind) {
    case 'boolean':
      return html`<input
        type="checkbox"
        id=${elementId(id)}
        aria-label=${label}
        aria-describedby=${described}
        .checked=${value === true || value === 'true'}
        ?disabled=${isIdle}
        @change=${(event: Event) => type(grid, (event.target as HTMLInputElement).checked)}
      />`;
    case 'choice':
      return html`<select
        id=${elementId(id)}
        aria-label=${label}
        aria-invalid=${invalid}
        aria-describedby=${described}
        ?disabled=${isIdle}
        @change=${(event: Event) => type(grid, (event.target as HTMLSelectElement).value)}
        @blur=${leave}
      >
        ${strangeOption(field.options, value)}
        ${field.options.map(
          (option) =>
            html`<option value=${option} .selected=${option === value}>${list.words[column]?.option(option)}</option>`,
        )}
      </select>`;
    default:
      return html`<input
        type="text"
        id=${elementId(id)}
        aria-label=${label}
        inputmode=${field.kind === 'text' ? nothing : 'decimal'}
        autocomplete="off"
        spellcheck="false"
        aria-invalid=${invalid}
        aria-describedby=${described}
        .value=${String(value ?? '')}
        ?readonly=${isIdle}
        @input=${(event: Event) => type(grid, (event.target as HTMLInputElement).value)}
        @blur=${leave}
      />`;
  }
}
