import { html, nothing, type TemplateResult } from './template.ts';
import { describedBy, fieldValue, trayCheck, trayField } from './tray-fields.ts';

export interface TextInput {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  readonly maxLength: number;
  readonly placeholder?: string;
  readonly type?: 'text' | 'password' | 'datetime-local';
  /** Stands behind it. */
  readonly unit?: string | TemplateResult;
  readonly numeric?: boolean;
  change(value: string): void;
}

/** A labelled line of text. */
export function textInput(input: TextInput): TemplateResult {
  const {
    id,
    label,
    value,
    hint,
    problem,
    maxLength,
    placeholder,
    type = 'text',
    unit,
    numeric,
    change,
  } = input;
  const control = html`<input
    type=${type}
    id=${id}
    inputmode=${numeric ? 'decimal' : nothing}
    autocomplete=${type === 'password' ? 'new-password' : 'off'}
    spellcheck="false"
    maxlength=${maxLength}
    placeholder=${placeholder ?? nothing}
    aria-invalid=${problem !== undefined}
    aria-describedby=${describedBy(id, { hint, problem })}
    .value=${value}
    @input=${(event: Event) => change(fieldValue(event))}
  />`;
  return trayField({
    id,
    label,
    hint,
    problem,
    control: unit === undefined ? control : html`<span class="mw-with-unit">${control} ${unit}</span>`,
  });
}

export interface TextArea {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  readonly maxLength: number;
  change(value: string): void;
}

/** A labelled text of several lines. */
export function textArea({ id, label, value, hint, problem, maxLength, change }: TextArea): TemplateResult {
  return trayField({
    id,
    label,
    hint,
    problem,
    control: html`<textarea
      id=${id}
      rows="3"
      spellcheck="false"
      maxlength=${maxLength}
      aria-invalid=${problem !== undefined}
      aria-describedby=${describedBy(id, { hint, problem })}
      .value=${value}
      @input=${(event: Event) => change(fieldValue(event))}
    ></textarea>`,
  });
}

export interface Tick {
  readonly id: string;
  readonly label: string;
  readonly checked: boolean;
  readonly hint?: string | undefined;
  change(checked: boolean): void;
}

/** A box to tick. */
export function tick({ id, label, checked, hint, change }: Tick): TemplateResult {
  return trayCheck({
    id,
    label,
    hint,
    control: html`<input
      type="checkbox"
      id=${id}
      aria-describedby=${describedBy(id, { hint })}
      .checked=${checked}
      @change=${({ target }: Event) => change((target as HTMLInputElement).checked)}
    />`,
  });
}

export interface Choice<Value extends string> {
  readonly id: string;
  readonly legend: string;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly hint?: string }[];
  readonly chosen: Value;
  change(value: Value): void;
}

/** One of a few, each with what it means. */
export function choice<Value extends string>({
  id,
  legend,
  options,
  chosen,
  change,
}: Choice<Value>): TemplateResult {
  return html`<fieldset class="mw-fields mw-choice">
    <legend>${legend}</legend>
    ${options.map(({ value, label, hint }) =>
      trayCheck({
        id: `${id}-${value}`,
        label,
        hint,
        control: html`<input
          type="radio"
          name=${id}
          id="${id}-${value}"
          aria-describedby=${describedBy(`${id}-${value}`, { hint })}
          .checked=${value === chosen}
          @change=${() => change(value)}
        />`,
      }),
    )}
  </fieldset>`;
}

/** What whoever may only look is told. */
export function lookOnlyLine(text: string): TemplateResult {
  return html`<div class="mw-line"><p><i class="fa fa-lock" aria-hidden="true"></i> ${text}</p></div>`;
}
