import { html, nothing, type TemplateResult } from '../template.ts';
import { editorLocale, fill } from '../text.ts';
import { openTray } from '../tray.ts';
import { type Words, words } from '../words.ts';
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
    class="red-ui-sidebar-header-button mw-chip"
    title=${label}
    aria-label=${label}
    @click=${() => openSelfTest(selfTest)}
  >
    <span class="mw-symbol ${tone}" aria-hidden="true">${symbol}</span>
    <span class="mw-chip-word">Millwright</span>
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

type Check = DoorStatus['checks'][number];

const checkTexts: Readonly<Record<string, readonly [ok: keyof Words, failed: keyof Words]>> = {
  capture: ['captureOk', 'captureFailed'],
  requests: ['requestsOk', 'requestsFailed'],
  owner: ['ownerOk', 'ownerFailed'],
};

/** A check in the user's language; what the server says of it comes second, since that is English. */
function checkText({ id, ok, message }: Check): TemplateResult | string {
  const known = checkTexts[id];
  if (known === undefined) return message;
  const [good, bad] = known;
  return ok
    ? words()[good]
    : html`${words()[bad]}
        <div class="mw-hint">${message}</div>`;
}

function knownContent(status: DoorStatus): TemplateResult {
  return html`<p>${status.ok ? words().selfTestOk : words().selfTestFailed}</p>
    <ul>
      ${status.checks.map(
        (check) =>
          html`<li class="mw-check">
            <span
              class="mw-symbol ${check.ok ? 'mw-good' : 'mw-bad'}"
              role="img"
              aria-label=${check.ok ? words().ok : words().notOk}
              >${check.ok ? '●' : '■'}</span
            >
            <div>${checkText(check)}</div>
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
