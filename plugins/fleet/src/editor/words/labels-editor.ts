import { fieldValue, html, nothing, type TemplateResult } from '@millwright/editor';
import type { FleetTexts } from '../texts.ts';
import { type LabelDraft, readLabels } from './labels.ts';

export interface LabelsEditor {
  /** Begins the ids of its fields. */
  readonly id: string;
  readonly rows: readonly LabelDraft[];
  readonly texts: FleetTexts;
  change(rows: readonly LabelDraft[]): void;
}

/** A row for each label, and one more for a new one. */
export function labelsEditor({ id, rows, texts, change }: LabelsEditor): TemplateResult {
  const read = readLabels(rows);
  const shown = [...rows, { name: '', value: '' }];
  const set = (index: number, more: Partial<LabelDraft>): void =>
    change(
      shown
        .map((row, at) => (at === index ? { ...row, ...more } : row))
        .filter(({ name, value }, at) => at < rows.length || name !== '' || value !== ''),
    );
  return html`<fieldset class="mw-fields">
    <legend>${texts('labels.title')}</legend>
    <p class="mw-hint">${texts('labels.hint')}</p>
    ${shown.map((row, index) => {
      const problem = read.ok ? undefined : read.problems.get(index);
      const field = (which: 'name' | 'value', maxLength: number): TemplateResult => html`<input
        type="text"
        aria-label=${texts(`labels.${which}`)}
        placeholder=${texts(`labels.${which}Example`)}
        maxlength=${maxLength}
        autocomplete="off"
        spellcheck="false"
        aria-invalid=${problem !== undefined}
        aria-describedby=${problem === undefined ? nothing : `${id}-${index}-problem`}
        .value=${row[which]}
        @input=${(event: Event) => set(index, { [which]: fieldValue(event) })}
      />`;
      return html`<div class="mw-fleet-label-row">
          ${field('name', 64)}<span aria-hidden="true">=</span>${field('value', 200)}
          ${
            index < rows.length
              ? html`<button
                  type="button"
                  class="red-ui-button red-ui-button-small"
                  title=${texts('labels.remove', { name: row.name })}
                  aria-label=${texts('labels.remove', { name: row.name })}
                  @click=${() => change(rows.filter((_, at) => at !== index))}
                ><i class="fa fa-times" aria-hidden="true"></i></button>`
              : html`<span class="mw-fleet-no-button"></span>`
          }
        </div>
        ${problem === undefined ? nothing : html`<p class="mw-field-problem" id="${id}-${index}-problem">${texts(`labels.problems.${problem}`)}</p>`}`;
    })}
  </fieldset>`;
}
