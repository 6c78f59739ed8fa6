import { html, type TemplateResult } from '@millwright/editor';

/** `unknown`: nothing is wrong, but nobody can tell. */
export type Tone = 'good' | 'attention' | 'bad' | 'idle' | 'unknown';

const symbols: Readonly<Record<Tone, string>> = {
  good: '●',
  attention: '▲',
  bad: '■',
  idle: '○',
  unknown: '◌',
};
const colours: Readonly<Record<Tone, string>> = {
  good: 'mw-good',
  attention: 'mw-attention',
  bad: 'mw-bad',
  idle: 'mw-quiet',
  unknown: 'mw-quiet',
};

/** The shape of a state; the word for it stands beside it. */
export function symbol(tone: Tone): TemplateResult {
  return html`<span class="mw-symbol ${colours[tone]}" aria-hidden="true">${symbols[tone]}</span>`;
}
