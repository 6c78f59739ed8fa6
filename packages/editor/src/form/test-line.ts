import { html, nothing, type TemplateResult } from '../template.ts';
import type { Tone } from './comfort.ts';
import { elementId, type FormContext } from './context.ts';

export const toneSymbols: Readonly<Record<Tone, string>> = { good: '●', uncertain: '▲', bad: '■' };

export const testNumberId = elementId('test-number');

/** What the first line of a dialog says: whether what it describes works, and the button that finds out. */
export function testLine(context: FormContext): TemplateResult | typeof nothing {
  const { extras, words, test } = context;
  if (extras.test === undefined || test === undefined) return nothing;
  const { outcome, running } = test;
  return html`<div class="mw-form-test">
    <span class="mw-form-test-outcome ${outcome === undefined || running ? '' : `mw-form-${outcome.tone}`}" role="status">
      <span aria-hidden="true">${running || outcome === undefined ? '◌' : toneSymbols[outcome.tone]}</span>
      ${running ? words.testing : (outcome?.text ?? words.untested)}
    </span>
 ${numberField(context)}
    <button type="button" class="red-ui-button red-ui-button-small" ?disabled=${running} @click=${test.run}>
      ${words.test}
    </button>
  </div>`;
}

/** What the test is told besides: it is kept nowhere. */
function numberField({ extras: { testNumber }, test }: FormContext): TemplateResult | typeof nothing {
  if (testNumber === undefined || test === undefined) return nothing;
  return html`<label class="mw-form-test-number" for=${testNumberId}>
    ${testNumber.label()}
    <input
      type="text"
      id=${testNumberId}
      class=${test.numberIsWrong ? 'input-error' : ''}
      inputmode="numeric"
      autocomplete="off"
      aria-invalid=${test.numberIsWrong ? 'true' : nothing}
      .value=${test.number ?? ''}
      ?disabled=${test.running}
      @input=${(event: Event) => test.typeNumber((event.target as HTMLInputElement).value)}
    />
  </label>`;
}
