import { html, type TemplateResult } from '@millwright/editor';
import type { HistoryTexts } from '../texts.ts';

/** What becomes of changes in this editor that are not deployed. */
export type Unsaved = 'keep' | 'discard';

/** Asks what becomes of them; keeping comes first. */
export function unsavedChoice(
  chosen: Unsaved,
  texts: HistoryTexts,
  choose: (unsaved: Unsaved) => void,
): TemplateResult {
  const option = (value: Unsaved): TemplateResult => html`<label class="mw-compare-switch">
    <input type="radio" name="mw-restore-unsaved" .checked=${chosen === value} @change=${() => choose(value)} />
    <span>${texts(`plan.unsaved.${value}`)}</span>
  </label>`;
  return html`<fieldset class="mw-line mw-amber mw-restore-unsaved">
    <legend>${texts('restore.unsaved')}</legend>
    ${option('keep')} ${option('discard')}
  </fieldset>`;
}
