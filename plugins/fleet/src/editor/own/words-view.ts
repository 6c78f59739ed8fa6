import { html, nothing, type TemplateResult } from '@millwright/editor';
import type { OwnState } from '../../common/fleet.ts';
import type { OwnContext } from './context.ts';

/** The words that people compare with those that the hub shows; small once somebody has. */
export function wordsView(
  { stage, words = [] }: OwnState,
  { texts }: OwnContext,
): TemplateResult | typeof nothing {
  if (words.length === 0) return nothing;
  const list = html`<p class="mw-own-words" translate="no">${words.join(' ')}</p>`;
  if (stage !== 'words')
    return html`<details><summary>${texts('own.words.again')}</summary>${list}</details>`;
  return html`<section aria-label=${texts('own.words.title')}>
    ${list}
    <p class="mw-hint">${texts('own.words.what')}</p>
  </section>`;
}
