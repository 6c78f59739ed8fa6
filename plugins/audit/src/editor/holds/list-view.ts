import { html, nothing, type TemplateResult, type TimeFormat } from '@millwright/editor';
import type { Hold } from '../../common/settings.ts';
import { symbol } from '../health/tone.ts';
import type { AuditTexts } from '../texts.ts';

export interface HoldList {
  readonly holds: readonly Hold[];
  readonly allowed: boolean;
  readonly texts: AuditTexts;
  readonly format: TimeFormat;
  add(): void;
  end(hold: Hold): void;
}

/** The holds that stand, each with its reason. */
export function holdListView(list: HoldList): TemplateResult {
  const { holds, allowed, texts, add } = list;
  return html`<p class="mw-hint">${texts('holds.what')}</p>
    ${holds.length === 0 ? html`<p>${texts('holds.none')}</p>` : items(list)}
    ${
      allowed
        ? html`<div class="mw-audit-buttons">
            <button type="button" class="red-ui-button" @click=${add}><i class="fa fa-plus" aria-hidden="true"></i> ${texts('holds.add')}</button>
          </div>`
        : nothing
    }`;
}

function items({ holds, allowed, texts, format, end }: HoldList): TemplateResult {
  return html`<ul class="mw-audit-items">
      ${holds.map(
        (hold) => html`<li>
          ${symbol('good')}
          <div>
            <p class="mw-audit-reason">${hold.reason}</p>
            <p class="mw-hint">${rangeText(hold, texts, format)}</p>
          </div>
          ${
            allowed
              ? html`<button
                  type="button"
                  class="red-ui-button red-ui-button-small"
                  aria-label=${texts('holds.endOne', { reason: hold.reason })}
                  @click=${() => end(hold)}
                >${texts('holds.end')}</button>`
              : nothing
          }
        </li>`,
      )}
    </ul>`;
}

/** Which events a hold keeps. */
export function rangeText({ since, until }: Hold, texts: AuditTexts, format: TimeFormat): string {
  if (since !== undefined && until !== undefined)
    return texts('holds.between', { since: format.brief(since), until: format.brief(until) });
  if (since !== undefined) return texts('holds.since', { since: format.brief(since) });
  return until === undefined ? texts('holds.all') : texts('holds.until', { until: format.brief(until) });
}
