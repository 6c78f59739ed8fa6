import { html, nothing, type TemplateResult, toldText } from '@millwright/editor';
import type { RestorePlan } from '../../common/restoring.ts';
import type { HistoryTexts } from '../texts.ts';
import { type ModuleWishes, modulesTemplate } from './modules.ts';

/** What a restore would do beside the changes themselves: what comes along, modules, credentials. */
export function planTemplate(
  plan: RestorePlan,
  wishes: ModuleWishes,
  texts: HistoryTexts,
  change: (wishes: ModuleWishes) => void,
): TemplateResult {
  const { needed, credentialsMissing, notices } = plan;
  const item = (
    { label, type, id }: { label: string; type: string; id: string },
    part = '',
  ): TemplateResult =>
    html`<li>${label || id} <span class="mw-hint">${[type, part].filter(Boolean).join(', ')}</span></li>`;
  return html`${
    needed.length === 0
      ? nothing
      : html`<h3>${texts('plan.needed.title')}</h3>
            <p class="mw-hint">${texts('plan.needed.text')}</p>
            <ul class="mw-restore-list">${needed.map((each) => item(each))}</ul>`
  }
    ${modulesTemplate(plan, wishes, texts, change)}
    ${
      credentialsMissing.length === 0
        ? nothing
        : html`<h3>${texts('plan.credentials.title')}</h3>
            <p class="mw-hint">${texts('plan.credentials.text')}</p>
            <ul class="mw-restore-list">${credentialsMissing.map((each) => item(each, each.part))}</ul>`
    }
    ${notices.map((told) => html`<div class="mw-line mw-amber"><p>${toldText(told, texts)}</p><p class="mw-hint">${told.code}</p></div>`)}`;
}
