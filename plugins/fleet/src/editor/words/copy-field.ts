import { copyText, html, notify, type TemplateResult } from '@millwright/editor';
import type { FleetTexts } from '../texts.ts';

export interface CopyField {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly texts: FleetTexts;
}

/** A text to be taken elsewhere, with a button that copies it. */
export function copyField({ id, label, text, texts }: CopyField): TemplateResult {
  const copy = (): void => {
    if (copyText(text)) notify({ kind: 'success', text: texts('copied') });
  };
  return html`<div class="mw-field">
    <label for=${id}>${label}</label>
    <div class="mw-fleet-copy">
      <textarea id=${id} readonly rows="2" spellcheck="false" .value=${text} @focus=${({ target }: Event) => (target as HTMLTextAreaElement).select()}></textarea>
      <button type="button" class="red-ui-button" aria-label=${texts('copyWhat', { what: label })} @click=${copy}>
        <i class="fa fa-clipboard" aria-hidden="true"></i> ${texts('copy')}
      </button>
    </div>
  </div>`;
}
