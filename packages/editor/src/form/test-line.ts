import { html, nothing, type TemplateResult } from '../template.ts';
import type { Tone } from './comfort.ts';
import type { FormContext } from './context.ts';

export const toneSymbols: Readonly<Record<Tone, string>> = { good: '●', uncertain: '▲', bad: '■' };

/** What the first line of a dialog says: whether what it describes works, and the button that finds out. */
export function testLine({ extras, words, test }: FormContext): TemplateResult | typeof nothing {
  if (extras.test === undefined || test === undefined) return nothing;
  const { outcome, running } = test;
  return html`<div class="mw-form-test">
    <span class="mw-form-test-outcome ${outcome === undefined || running ? '' : `mw-form-${outcome.tone}`}" role="status">
      <span aria-hidden="true">${running || outcome === undefined ? '◌' : toneSymbols[outcome.tone]}</span>
      ${running ? words.testing : (outcome?.text ?? words.untested)}
    </span>
    <button type="button" class="red-ui-button red-ui-button-small" ?disabled=${running} @click=${test.run}>
      ${words.test}
    </button>
  </div>`;
}
