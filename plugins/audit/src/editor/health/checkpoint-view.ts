import { html, nothing, type TemplateResult, type TimeFormat } from '@millwright/editor';
import type { Health } from '../../common/log.ts';
import type { AuditTexts } from '../texts.ts';

export interface CheckpointActions {
  copy(): void;
  print(): void;
  /** Undefined for those who may not. */
  readonly make: (() => void) | undefined;
  readonly making: boolean;
  readonly failure: string | undefined;
}

/** The latest signed checkpoint as text, which anybody can keep where the log's owner cannot reach: in a shift book. */
export function checkpointView(
  health: Health,
  texts: AuditTexts,
  format: TimeFormat,
  { copy, print, make, making, failure }: CheckpointActions,
): TemplateResult {
  const { checkpoint, fingerprint } = health;
  return html`<p class="mw-hint">${texts('checkpoint.what')}</p>
    ${
      checkpoint === undefined
        ? html`<p>${texts('checkpoint.none')}</p>`
        : html`<p>${texts('checkpoint.made', { size: checkpoint.size, when: format.exact(checkpoint.time) })}</p>
            <pre class="mw-audit-note" tabindex="0" aria-label=${texts('log.checkpoint')}>${checkpoint.note}</pre>`
    }
    <dl>
      <dt>${texts('checkpoint.fingerprint')}</dt>
      <dd><code>${fingerprint === '' ? '–' : fingerprint}</code></dd>
    </dl>
    ${failure === undefined ? nothing : html`<div class="mw-line mw-amber" role="alert"><p>${failure}</p></div>`}
    <div class="mw-audit-buttons">
      ${
        checkpoint === undefined
          ? nothing
          : html`<button type="button" class="red-ui-button" @click=${copy}>${texts('checkpoint.copy')}</button>
              <button type="button" class="red-ui-button" @click=${print}>${texts('checkpoint.print')}</button>`
      }
      ${
        make === undefined
          ? nothing
          : html`<button type="button" class="red-ui-button" ?disabled=${making} @click=${make}>${texts('checkpoint.make')}</button>`
      }
    </div>`;
}

/** What is copied and printed: all that a person needs to compare later, in a few lines. */
export function checkpointText(health: Health, texts: AuditTexts, format: TimeFormat): string {
  const { checkpoint, fingerprint } = health;
  if (checkpoint === undefined) return '';
  const heading = texts('checkpoint.made', { size: checkpoint.size, when: format.exact(checkpoint.time) });
  return `${heading}\n${texts('checkpoint.fingerprint')}: ${fingerprint}\n\n${checkpoint.note}`;
}
