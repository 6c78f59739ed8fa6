import { html, nothing, type TemplateResult } from '@millwright/editor';
import type { RestoreProgress } from '../../common/restoring.ts';
import type { HistoryTexts } from '../texts.ts';

/** How far a restore is, with the cause when it waits, and the way to stop it as long as nothing has been deployed. */
export function progressTemplate(
  number: string,
  progress: RestoreProgress | undefined,
  cancelling: boolean,
  texts: HistoryTexts,
  cancel: () => void,
): TemplateResult {
  const { step = 'reading', module, done, total, cancellable } = progress ?? {};
  const words = texts(`plan.step.${step}`, { module: module ?? '' });
  // Too late to stop it: then it goes on, whatever was asked for.
  const stopping = cancelling && !['deploying', 'starting', 'removing'].includes(step);
  const counted = done !== undefined && total !== undefined;
  return html`<div class="mw-restore-progress">
    <p role="status"><b>${texts('restore.running', { number })}</b> ${words}</p>
    <progress aria-label=${texts('restore.running', { number })} max=${counted ? total : 1} .value=${counted ? done : 0}></progress>
    ${counted ? html`<p class="mw-hint">${texts('plan.stepOf', { done, total })}</p>` : nothing}
    ${step === 'waiting' ? html`<p>${texts('plan.waits')}</p>` : nothing}
    ${
      cancellable || stopping
        ? html`<button type="button" class="red-ui-button" ?disabled=${stopping} @click=${cancel}>
            ${texts(stopping ? 'plan.cancelling' : 'plan.cancel')}
          </button>`
        : html`<p class="mw-hint">${texts('plan.noWayBack')}</p>`
    }
  </div>`;
}
