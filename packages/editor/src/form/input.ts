import type { ColumnField } from '@millwright/schema';
import { html, nothing, type TemplateResult } from '../template.ts';
import { describedBy, elementId, type FormContext } from './context.ts';
import { touch } from './state.ts';

export interface InputPlace {
  /** Names the field or cell in the state's problems. */
  readonly id: string;
  /** The key of its texts: `fields.host`. */
  readonly texts: string;
  readonly value: unknown;
  readonly disabled?: boolean;
  readonly hasHint?: boolean;
  change(value: unknown): void;
}

const typed = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;

/** The one input for a value: text, number, choice or yes/no. Its label is drawn by who places it. */
export function inputFor(field: ColumnField, place: InputPlace, context: FormContext): TemplateResult {
  const id = elementId(place.id);
  const invalid = context.problems.has(place.id);
  const described = describedBy(context, place.id, place.hasHint === true) ?? nothing;
  const ariaInvalid = invalid ? 'true' : nothing;
  const disabled = place.disabled === true;
  const leave = (): void => context.update((state) => touch(state, place.id));
  switch (field.kind) {
    case 'boolean':
      return html`<input
        type="checkbox"
        id=${id}
        aria-describedby=${described}
        .checked=${place.value === true || place.value === 'true'}
        ?disabled=${disabled}
        @change=${(event: Event) => place.change((event.target as HTMLInputElement).checked)}
      />`;
    case 'choice':
      return html`<select
        id=${id}
        class=${invalid ? 'input-error' : ''}
        aria-invalid=${ariaInvalid}
        aria-describedby=${described}
        ?disabled=${disabled}
        @change=${(event: Event) => place.change(typed(event))}
        @blur=${leave}
      >
        ${strangeOption(field.options, place.value)}
        ${field.options.map(
          (option) =>
            html`<option value=${option} .selected=${option === place.value}>
              ${context.texts(`${place.texts}.options.${option}`)}
            </option>`,
        )}
      </select>`;
    default:
      return html`<input
        type="text"
        id=${id}
        class=${invalid ? 'input-error' : ''}
        inputmode=${field.kind === 'text' ? nothing : 'decimal'}
        autocomplete="off"
        spellcheck="false"
        aria-invalid=${ariaInvalid}
        aria-describedby=${described}
        .value=${String(place.value ?? '')}
        ?disabled=${disabled}
        @input=${(event: Event) => place.change(typed(event))}
        @blur=${leave}
      />`;
  }
}

/** A value that is none of the options (a variable, or from a newer version) is shown as it is, not replaced. */
export function strangeOption(options: readonly string[], value: unknown): TemplateResult | typeof nothing {
  if (typeof value === 'string' && options.includes(value)) return nothing;
  return html`<option value=${String(value)} selected>${String(value)}</option>`;
}
