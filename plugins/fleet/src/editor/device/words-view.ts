import { html, type TemplateResult } from '@millwright/editor';
import type { FleetTexts } from '../texts.ts';

export interface WordsView {
  readonly name: string;
  readonly words: readonly string[];
  readonly busy: boolean;
  /** Whether the user may say so. */
  readonly allowed: boolean;
  readonly texts: FleetTexts;
  same(): void;
  differ(): void;
}

/** The words that both sides have to show: nobody stands between them if they are the same. */
export function wordsView({ name, words, busy, allowed, texts, same, differ }: WordsView): TemplateResult {
  return html`<section class="mw-fleet-words" aria-labelledby="mw-fleet-words-title">
    <h3 id="mw-fleet-words-title">${texts('words.title')}</h3>
    <p>${texts('words.what', { name })}</p>
    <ol>
      ${words.map((word) => html`<li>${word}</li>`)}
    </ol>
    <div class="mw-fleet-buttons">
      <button type="button" class="red-ui-button" ?disabled=${busy || !allowed} @click=${same}>
        <i class="fa fa-check" aria-hidden="true"></i> ${texts('words.same')}
      </button>
      <button type="button" class="red-ui-button mw-danger" ?disabled=${busy || !allowed} @click=${differ}>
        ${texts('words.differ')}
      </button>
    </div>
  </section>`;
}
