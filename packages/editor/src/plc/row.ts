import { html, type TemplateResult } from '../template.ts';
import type { PlcRow, PlcTone } from './section.ts';

/** A symbol beside each colour: nobody has to tell colours apart. */
const symbols: Readonly<Record<PlcTone, string>> = {
  good: '●',
  attention: '▲',
  bad: '■',
  working: '◌',
  quiet: '○',
};

/** One connection in the list: name and state; below it where it is, or what is wrong. */
export function plcRow({ tone, name, state, text }: PlcRow): TemplateResult {
  const colour = tone === 'working' ? 'quiet' : tone;
  return html`<div class="mw-row-first">
      <span class="mw-row-symbol mw-symbol mw-${colour}" aria-hidden="true">${symbols[tone]}</span>
      <span class="mw-row-id mw-row-grow" title=${name}>${name}</span>
      <span class="mw-row-end">${state}</span>
    </div>
    <div class="mw-row-second"><span class="mw-row-grow" title=${text}>${text}</span></div>`;
}
