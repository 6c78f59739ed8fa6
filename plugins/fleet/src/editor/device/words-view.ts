import { html, nothing, type TemplateResult } from '@millwright/editor';
import type { FleetTexts } from '../texts.ts';
import { lacksHint, lacksText } from '../words/lacks.ts';

const whyId = 'mw-fleet-why-not-same';

export interface WordsView {
  readonly name: string;
  readonly words: readonly string[];
  readonly busy: boolean;
  /** What the user lacks to say that they differ. */
  readonly permission: string | undefined;
  /** What the user lacks to say that they are the same. */
  readonly lacks: string | undefined;
  readonly texts: FleetTexts;
  same(): void;
  differ(): void;
}

/** The words that both sides have to show: nobody stands between them if they are the same. */
export function wordsView(view: WordsView): TemplateResult {
  const { name, words, busy, permission, lacks, texts, same, differ } = view;
  // What is said at the head of the tray is not said again.
  const more = lacks === permission ? undefined : lacks;
  return html`<section class="mw-fleet-words" aria-labelledby="mw-fleet-words-title">
    <h3 id="mw-fleet-words-title">${texts('words.title')}</h3>
    <p>${texts('words.what', { name })}</p>
    <ol>
      ${words.map((word) => html`<li>${word}</li>`)}
    </ol>
    <div class="mw-fleet-buttons">
      <button type="button" class="red-ui-button" ?disabled=${busy || lacks !== undefined} aria-describedby=${more === undefined ? nothing : whyId} @click=${same}>
        <i class="fa fa-check" aria-hidden="true"></i> ${texts('words.same')}
      </button>
      <button type="button" class="red-ui-button mw-danger" ?disabled=${busy || permission !== undefined} @click=${differ}>
        ${texts('words.differ')}
      </button>
      ${lacksHint(lacksText('confirm', more, texts), whyId)}
    </div>
  </section>`;
}
