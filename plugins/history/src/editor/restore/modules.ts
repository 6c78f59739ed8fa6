import { html, nothing, type TemplateResult } from '@millwright/editor';
import type { RestorePlan } from '../../common/restoring.ts';
import type { HistoryTexts } from '../texts.ts';

/** What the user wants done with modules. */
export interface ModuleWishes {
  readonly install: boolean;
  readonly remove: boolean;
}

/** Without these modules the server would refuse: nodes to be restored have types that nothing provides. */
export function mustInstall({ modules, missingTypes }: RestorePlan): boolean {
  return modules.missing.some(({ local }) => !local) && missingTypes.length > 0;
}

/** Which modules would come and go, each only if the user says so. */
export function modulesTemplate(
  plan: RestorePlan,
  wishes: ModuleWishes,
  texts: HistoryTexts,
  change: (wishes: ModuleWishes) => void,
): TemplateResult | typeof nothing {
  const { superfluous, other } = plan.modules;
  const missing = plan.modules.missing.filter(({ local }) => !local);
  const byHand = plan.modules.missing.filter(({ local }) => local);
  if (byHand.length + missing.length + superfluous.length + other.length + plan.missingTypes.length === 0)
    return nothing;
  const box = (label: string, checked: boolean, set: (on: boolean) => void): TemplateResult =>
    html`<label class="mw-compare-switch">
      <input type="checkbox" .checked=${checked} @change=${() => set(!checked)} /> <span>${label}</span>
    </label>`;
  const list = (modules: readonly { name: string; version: string }[]): TemplateResult =>
    html`<ul class="mw-restore-list">
      ${modules.map(({ name, version }) => html`<li>${name} <span class="mw-hint">${version}</span></li>`)}
    </ul>`;
  return html`<h3>${texts('compare.section.modules')}</h3>
    ${missing.length === 0 ? nothing : html`${box(texts.counted('plan.modules.install', missing.length), wishes.install, (install) => change({ ...wishes, install }))} ${list(missing)}`}
    ${byHand.length === 0 ? nothing : html`<p class="mw-restore-warning">${texts('plan.modules.byHand')}</p> ${list(byHand)}`}
    ${
      plan.missingTypes.length === 0
        ? nothing
        : html`<p class=${wishes.install && missing.length > 0 ? 'mw-hint' : 'mw-restore-warning'}>
            ${texts(missing.length + byHand.length > 0 ? 'plan.modules.needed' : 'plan.modules.nowhere', { types: plan.missingTypes.join(', ') })}
          </p>`
    }
    ${superfluous.length === 0 ? nothing : html`${box(texts.counted('plan.modules.remove', superfluous.length), wishes.remove, (remove) => change({ ...wishes, remove }))} ${list(superfluous)}`}
    ${
      other.length === 0
        ? nothing
        : html`<p>${texts('plan.modules.other')}</p>
            <ul class="mw-restore-list">
              ${other.map(
                ({ name, version, installed }) =>
                  html`<li>${name} <span class="mw-hint">${texts('plan.modules.otherVersion', { version, installed })}</span></li>`,
              )}
            </ul>`
    }`;
}
