import { formatBytes, html, nothing, type TemplateResult, toldText } from '@millwright/editor';
import type { Health } from '../../common/log.ts';
import { destinationList } from '../destinations/state-list.ts';
import type { AuditTexts } from '../texts.ts';
import type { CheckState } from '../verify/check.ts';
import { type CheckView, checkView } from '../verify/check-view.ts';
import { type CheckpointActions, checkpointView } from './checkpoint-view.ts';
import type { LogContext } from './context.ts';
import { coverView } from './cover-view.ts';

export interface LogView extends LogContext {
  readonly health: Health;
  readonly check: CheckState;
  readonly now: number;
  readonly checkpointActions: CheckpointActions;
  readonly know: CheckView['know'];
  openSettings(): void;
}

/** How the log is doing, and how far one can trust it. */
export function logView(view: LogView): TemplateResult {
  const { health, check, texts, format, now, openEvent, openSettings, checkpointActions, know } = view;
  return html`${problems(health, texts)}
    <div class="mw-audit-log">
      <div>
        <section aria-labelledby="mw-audit-integrity">
          <h3 id="mw-audit-integrity">${texts('log.integrity')}</h3>
          ${checkView({ check, verified: health.verified, texts, format, openEvent, know })}
        </section>
        <section aria-labelledby="mw-audit-cover">
          <h3 id="mw-audit-cover">${texts('log.cover')}</h3>
          ${coverView({ health, texts, format, now, openSettings })}
        </section>
        <section aria-labelledby="mw-audit-destinations">
          <h3 id="mw-audit-destinations">${texts('log.destinations')}</h3>
          ${destinationList({ destinations: health.destinations, texts, format, now })}
          <p><button type="button" class="red-ui-button" @click=${openSettings}>${texts('log.openSettings')}</button></p>
        </section>
      </div>
      <div>
        <section aria-labelledby="mw-audit-checkpoint">
          <h3 id="mw-audit-checkpoint">${texts('log.checkpoint')}</h3>
          ${checkpointView(health, texts, format, checkpointActions)}
        </section>
        <section aria-labelledby="mw-audit-facts">
          <h3 id="mw-audit-facts">${texts('log.facts')}</h3>
          ${facts(health, texts)}
        </section>
      </div>
    </div>`;
}

/** Everything that people should see to, the worst first, each with what to do. */
function problems({ state, lost, notices }: Health, texts: AuditTexts): TemplateResult | typeof nothing {
  if (notices.length === 0 && state !== 'failing' && lost === 0) return nothing;
  return html`<div class="mw-line mw-amber">
    ${state === 'failing' ? html`<p><b>${texts('log.failing')}</b></p>` : nothing}
    ${lost > 0 ? html`<p>${texts.counted('log.lost', lost)}</p>` : nothing}
    <ul class="mw-audit-notices">
      ${notices.map(
        (notice) => html`<li>
          <p>${toldText(notice, texts)}</p>
          <p class="mw-hint">${texts('log.code', { code: notice.code })}</p>
        </li>`,
      )}
    </ul>
  </div>`;
}

function facts(health: Health, texts: AuditTexts): TemplateResult {
  const { size, events, bytes, bytesPerDay, origin } = health;
  const growth =
    bytesPerDay === undefined
      ? texts('log.noGrowth')
      : texts('foot.perDay', { size: formatBytes(bytesPerDay, texts.locale) });
  return html`<dl>
    <dt>${texts('log.events')}</dt>
    <dd>${events.toLocaleString(texts.locale)}</dd>
    <dt>${texts('log.pruned')}</dt>
    <dd>${(size - events).toLocaleString(texts.locale)}</dd>
    <dt>${texts('log.size')}</dt>
    <dd>${formatBytes(bytes, texts.locale)}</dd>
    <dt>${texts('log.growth')}</dt>
    <dd>${growth}</dd>
    <dt>${texts('log.origin')}</dt>
    <dd><code>${origin}</code></dd>
    <dt>${texts('log.where')}</dt>
    <dd>${texts('log.directory')}</dd>
  </dl>`;
}
