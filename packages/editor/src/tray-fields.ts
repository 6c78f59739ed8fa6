import { html, nothing, type TemplateResult } from './template.ts';

export interface TrayField {
  /** Of the control; hint and problem get ids made from it. */
  readonly id: string;
  readonly label: string;
  /** The control itself; it carries the id, and what {@link describedBy} gives. */
  readonly control: TemplateResult;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
}

/** A labelled control in a tray, with what helps and what is wrong below it. */
export function trayField({ id, label, control, hint, problem }: TrayField): TemplateResult {
  return html`<div class="mw-field">
    <label for=${id}>${label}</label>
    ${control} ${below(id, hint, problem)}
  </div>`;
}

/** A box to tick in a tray; the label stands behind it. */
export function trayCheck(field: TrayField): TemplateResult {
  const { id, label, control, hint, problem } = field;
  return html`<div class="mw-field mw-field-check">
    <label for=${id}>${control} <span>${label}</span></label>
    ${below(id, hint, problem)}
  </div>`;
}

/** For `aria-describedby` of a control. */
export function describedBy(
  id: string,
  { hint, problem }: Pick<TrayField, 'hint' | 'problem'>,
): string | typeof nothing {
  const ids = [problem === undefined ? [] : `${id}-problem`, hint === undefined ? [] : `${id}-hint`].flat();
  return ids.length > 0 ? ids.join(' ') : nothing;
}

function below(id: string, hint: string | undefined, problem: string | undefined): TemplateResult {
  return html`${problem === undefined ? nothing : html`<p class="mw-field-problem" id="${id}-problem" role="alert">${problem}</p>`}
  ${hint === undefined ? nothing : html`<p class="mw-hint" id="${id}-hint">${hint}</p>`}`;
}

/** Why something could not be done; what was typed is still there. */
export function failureLine(text: string | undefined): TemplateResult | typeof nothing {
  if (text === undefined) return nothing;
  return html`<div class="mw-line mw-amber" role="alert"><p>${text}</p></div>`;
}

/** The text of the field that an event comes from. */
export const fieldValue = ({ target }: Event): string =>
  (target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;
