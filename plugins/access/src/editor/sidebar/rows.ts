import { html, nothing, type TemplateResult, type TimeFormat } from '@millwright/editor';
import { type Entry, whenText } from './entries.ts';

/** A row: state, name, when; below it what there is to say. */
export function entryRow(entry: Entry, format: TimeFormat, now: number): TemplateResult {
  const { symbol, tone, state, title, time, text } = entry;
  return html`<div class="mw-row-first">
      <span class="mw-row-symbol mw-symbol mw-${tone}" aria-hidden="true">${symbol}</span>
      ${state === undefined ? nothing : html`<span class="mw-hidden-text">${state}</span>`}
      <span class="mw-row-grow mw-access-title" title=${title}>${title}</span>
      ${
        time === undefined
          ? nothing
          : html`<time class="mw-row-end" datetime=${new Date(time).toISOString()} title=${format.exact(time)}
              >${whenText(time, now, format)}</time
            >`
      }
    </div>
    <div class="mw-row-second" title=${text}><span class="mw-row-grow mw-quiet">${text}</span></div>`;
}
