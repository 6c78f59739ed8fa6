import { actorName, html, nothing, type TemplateResult, type TimeFormat } from '@millwright/editor';
import type { VersionSummary } from '../common/version.ts';
import { secondLine } from './describe.ts';
import type { HistoryTexts } from './texts.ts';

/** One version in the list: state, number, who, when; below it what changed. */
export function versionRow(
  version: VersionSummary,
  texts: HistoryTexts,
  format: TimeFormat,
  now: number,
): TemplateResult {
  const current = version.state === 'current';
  const { name, note, change } = secondLine(version, texts);
  // The note as a whole, beside what there is room for.
  const hover = [name ?? [], version.note ?? [], change ?? []].flat().join(' · ');
  return html`<div class="mw-row-first">
      <span class="mw-row-symbol mw-symbol ${current ? 'mw-good' : 'mw-quiet'}" aria-hidden="true">${current ? '●' : '○'}</span>
      <span class="mw-row-id">${texts('row.number', { number: String(version.number) })}</span>
      ${current ? html`<span class="mw-hidden-text">${texts('row.current')}</span>` : ''}
      <span class="mw-row-grow">${actorName(version.actor, texts)}</span>
      ${version.pinned ? html`<i class="fa fa-thumb-tack mw-history-pin" role="img" aria-label=${texts('row.pinned')} title=${texts('row.pinned')}></i>` : nothing}
      <time class="mw-row-end" datetime=${new Date(version.time).toISOString()} title=${format.exact(version.time)}
        >${format.short(version.time, now)}</time
      >
    </div>
    <div class="mw-row-second" title=${hover}>
      ${
        name === undefined && note === undefined
          ? nothing
          : html`<span class="mw-history-given"
              >${name === undefined ? nothing : html`<b class="mw-history-name">${name}</b> `}${note ?? nothing}</span
            >`
      }
      ${change === undefined ? nothing : html`<span class="mw-row-grow ${name || note ? 'mw-quiet' : ''}">${change}</span>`}
    </div>`;
}
