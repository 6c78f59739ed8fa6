import type { EditorDoor } from '../door.ts';
import { html, type TemplateResult } from '../template.ts';
import { openTray } from '../tray.ts';
import { words } from '../words.ts';
import { type Concerns, concernsOf, hasGrave, isGrave } from './concerns.ts';
import type { SelfTestResult } from './self-test.ts';
import { awaitingRestart, selfTestPage } from './self-test-page.ts';

interface Face {
  readonly symbol: string;
  readonly tone: string;
  /** What is to be read on it. */
  readonly word: string;
  /** The word stays where there is little room. */
  readonly urgent?: boolean;
  /** The whole, for screen readers and hovers. */
  readonly label: string;
}

const name = 'Millwright';

function faceOf(result: SelfTestResult, concerns: Concerns, grave: boolean): Face {
  if (grave) return { symbol: '■', tone: 'mw-bad', word: name, label: words().chipGrave };
  if (result.state === 'unknown')
    return { symbol: '◌', tone: 'mw-quiet', word: name, label: words().chipUnknown };
  if (result.state === 'known' && awaitingRestart(result.status).length > 0)
    return {
      symbol: '▲',
      tone: 'mw-attention',
      word: words().chipRestartWord,
      urgent: true,
      label: words().chipRestart,
    };
  if (result.state === 'known' && result.status.ok && concerns.size === 0)
    return { symbol: '●', tone: 'mw-good', word: name, label: words().chipWorking };
  return { symbol: '▲', tone: 'mw-attention', word: name, label: words().chipAttention };
}

/** The state of the whole suite, in the head of every sidebar; opens the self-test. */
export function statusChip(door: EditorDoor): TemplateResult {
  const { symbol, tone, word, urgent, label } = faceOf(
    door.selfTest.value,
    concernsOf(door).value,
    hasGrave(door),
  );
  return html`<button
    type="button"
    class="red-ui-sidebar-header-button mw-chip ${urgent ? 'mw-chip-urgent' : ''}"
    title=${label}
    aria-label=${label}
    @click=${() => openSelfTest(door)}
  >
    <span class="mw-symbol ${tone}" aria-hidden="true">${symbol}</span>
    <span class="mw-chip-word">${word}</span>
  </button>`;
}

function openSelfTest(door: EditorDoor): void {
  const { selfTest } = door;
  const concerns = concernsOf(door);
  const tray = openTray({
    title: words().selfTest,
    label: words().selfTest,
    onClose: () => {
      for (const stop of stops) stop();
    },
  });
  const show = (): void =>
    tray.show(selfTestPage(selfTest.value, concerns.value, (name) => isGrave(door, name)));
  const stops = [selfTest.subscribe(show), concerns.subscribe(show)];
  show();
  void selfTest.refresh();
}
