import { html, nothing, type TemplateResult } from '../template.ts';
import { editorLocale, fill } from '../text.ts';
import { openTray } from '../tray.ts';
import { words } from '../words.ts';
import type { DoorStatus, SelfTest, SelfTestResult } from './self-test.ts';

interface Face {
  readonly symbol: string;
  readonly tone: string;
  readonly label: string;
}

function faceOf(result: SelfTestResult): Face {
  if (result.state === 'unknown') return { symbol: '◌', tone: 'mw-quiet', label: words().chipUnknown };
  if (result.state === 'known' && result.status.ok)
    return { symbol: '●', tone: 'mw-good', label: words().chipWorking };
  return { symbol: '▲', tone: 'mw-attention', label: words().chipAttention };
}

/** The state of the whole suite, in the head of every sidebar; opens the self-test. */
export function statusChip(selfTest: SelfTest): TemplateResult {
  const { symbol, tone, label } = faceOf(selfTest.value);
  return html`<button
    type="button"
    class="red-ui-button red-ui-button-small mw-chip"
    title=${label}
    aria-label=${label}
    @click=${() => openSelfTest(selfTest)}
  >
    <span class="mw-symbol ${tone}" aria-hidden="true">${symbol}</span> Millwright
  </button>`;
}

function openSelfTest(selfTest: SelfTest): void {
  const tray = openTray({
    title: words().selfTest,
    label: words().selfTest,
    onClose: () => unsubscribe(),
  });
  const show = (): void => tray.show(selfTestContent(selfTest.value));
  const unsubscribe = selfTest.subscribe(show);
  show();
  void selfTest.refresh();
}

function selfTestContent(result: SelfTestResult): TemplateResult {
  if (result.state === 'known') return knownContent(result.status);
  return html`<p>${words().selfTestUnknown}</p>
    ${result.state === 'failed' ? html`<p class="mw-hint">${result.failure.message}</p>` : nothing}`;
}

function knownContent(status: DoorStatus): TemplateResult {
  return html`<p>${status.ok ? words().selfTestOk : words().selfTestFailed}</p>
    <ul>
      ${status.checks.map(
        ({ ok, message }) =>
          html`<li>
            <span class="mw-symbol ${ok ? 'mw-good' : 'mw-bad'}" role="img" aria-label=${ok ? words().ok : words().notOk}
              >${ok ? '●' : '■'}</span
            >
            ${message}
          </li>`,
      )}
    </ul>
    <h3>${words().packages}</h3>
    <ul>
      ${status.copies.map(
        ({ packageName, version, state, message }) =>
          html`<li>
            ${packageName} ${version} <span class="mw-hint">${words()[state]}</span>
            ${message ? html`<div class="mw-hint">${message}</div>` : nothing}
          </li>`,
      )}
    </ul>
    <p class="mw-hint">${fill(words().nodeRedVersion, { version: status.nodeRed }, editorLocale())}</p>`;
}
