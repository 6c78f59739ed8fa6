import type { Rule } from '@millwright/access';
import { html, nothing, type TemplateResult } from '@millwright/editor';
import { toggleActions } from '../policy/role-draft.ts';
import type { AccessTexts } from '../texts.ts';
import { type ActionArea, actionAreas, actionText, areaText } from '../words/action-words.ts';

export interface ActionsView {
  readonly id: string;
  readonly rule: Rule;
  readonly problem: string | undefined;
  readonly texts: AccessTexts;
  change(rule: Rule): void;
}

/** What is allowed or denied: everything, whole areas or single actions. */
export function actionsView(view: ActionsView): TemplateResult {
  const { rule, problem, texts } = view;
  const everything = rule.actions.includes('*');
  return html`<fieldset class="mw-fields">
    <legend>${texts(rule.effect === 'allow' ? 'rule.what' : 'rule.whatNot')}</legend>
    ${problem === undefined ? nothing : html`<p class="mw-field-problem" role="alert" tabindex="-1">${problem}</p>`}
    <div class="mw-access-area">${box(view, '*', false, texts('actions.everythingLabel'), true)}</div>
    ${everything ? nothing : html`<div class="mw-access-areas">${actionAreas.map((area) => areaBoxes(view, area))}</div>`}
  </fieldset>`;
}

function areaBoxes(view: ActionsView, { area, actions }: ActionArea): TemplateResult {
  const { rule, texts } = view;
  const [only] = actions;
  if (actions.length === 1 && only !== undefined)
    return html`<div class="mw-access-area" role="group" aria-label=${areaText(area, texts)}>
      <span class="mw-access-whole">${areaText(area, texts)}</span>
      ${box(view, only, false, actionText(only, texts))}
    </div>`;
  const whole = `${area}.*`;
  const covered = rule.actions.includes(whole);
  return html`<div class="mw-access-area" role="group" aria-label=${areaText(area, texts)}>
    ${box(view, whole, false, areaText(area, texts), true)}
    ${actions.map((action) => box(view, action, covered, actionText(action, texts)))}
  </div>`;
}

function box(
  { rule, texts, change }: ActionsView,
  pattern: string,
  covered: boolean,
  label: string,
  whole = false,
): TemplateResult {
  const toggle = ({ target }: Event): void =>
    change(toggleActions(rule, pattern, (target as HTMLInputElement).checked));
  const name = pattern.endsWith('.*') ? texts('actions.all', { area: label }) : label;
  return html`<label class=${whole ? 'mw-access-whole' : ''}
    ><input
      type="checkbox"
      aria-label=${name}
      .checked=${covered || rule.actions.includes(pattern)}
      ?disabled=${covered}
      @change=${toggle}
    /><span>${label}</span></label
  >`;
}
