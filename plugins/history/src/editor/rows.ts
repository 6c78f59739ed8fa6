import { html, type TemplateResult, type TimeFormat } from '@millwright/editor';
import type { VersionSummary } from '../common/version.ts';
import { actorName, summaryLine } from './describe.ts';
import type { HistoryTexts } from './texts.ts';

/** One version in the list: state, number, who, when; below it what changed. */
export function versionRow(
  version: VersionSummary,
  texts: HistoryTexts,
  format: TimeFormat,
  now: number,
): TemplateResult {
  const current = version.state === 'current';
  const summary = summaryLine(version, texts);
  return html`<div class="mw-row-first">
      <span class="mw-row-symbol mw-symbol ${current ? 'mw-good' : 'mw-quiet'}" aria-hidden="true">${current ? '●' : '○'}</span>
      <span class="mw-row-id">${texts('row.number', { number: String(version.number) })}</span>
      ${current ? html`<span class="mw-hidden-text">${texts('row.current')}</span>` : ''}
      <span class="mw-row-grow">${actorName(version, texts)}</span>
      <time class="mw-row-end" datetime=${new Date(version.time).toISOString()} title=${format.exact(version.time)}
        >${format.short(version.time, now)}</time
      >
    </div>
    <div class="mw-row-second"><span class="mw-row-grow" title=${summary}>${summary}</span></div>`;
}
