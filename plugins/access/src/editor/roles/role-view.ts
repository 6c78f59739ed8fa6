import type { Policy, Role, Rule } from '@millwright/access';
import { describedBy, fieldValue, html, nothing, type TemplateResult, trayField } from '@millwright/editor';
import type { FlowChoices } from '../flows/choices.ts';
import { lookOnlyLine, roleChoice } from '../parts/dialog-parts.ts';
import type { RoleProblems } from '../policy/role-draft.ts';
import type { AccessTexts } from '../texts.ts';
import { ruleView } from './rule-view.ts';

export interface RoleView {
  readonly draft: Role;
  readonly before: Role | undefined;
  readonly policy: Policy;
  /** What is to be mended, once that is to be said. */
  readonly problems: RoleProblems | undefined;
  readonly choices: FlowChoices;
  /** The place of the rule that stands open. */
  readonly opened: number | undefined;
  readonly allowed: boolean;
  /** Who may change the rules. */
  readonly owners: readonly string[];
  readonly texts: AccessTexts;
  /** The preview of who may do what. */
  readonly who: TemplateResult;
  change(role: Role): void;
  addRule(): void;
  changeRule(index: number, rule: Rule): void;
  removeRule(index: number): void;
  readonly remove: (() => void) | undefined;
}

export function roleView(view: RoleView): TemplateResult {
  const { draft, before, policy, problems, allowed, owners, texts, who, change, addRule, remove } = view;
  return html`${allowed ? nothing : lookOnlyLine(texts('lookOnly.rules'), owners, texts)}
    <fieldset class="mw-fields" ?disabled=${!allowed}>
      <div class="mw-columns">${nameField(view)} ${descriptionField(view)}</div>
    </fieldset>
    <fieldset class="mw-fields" ?disabled=${!allowed}>
      <legend>${texts('role.rules')}</legend>
      <p class="mw-hint">${texts('role.rulesHint')}</p>
      ${draft.rules.length === 0 ? html`<p>${texts('role.noRules')}</p>` : nothing}
      ${draft.rules.map((rule, index) => ruleRow(view, rule, index))}
      ${
        allowed
          ? html`<button type="button" class="red-ui-button" id="mw-access-add-rule" @click=${addRule}>
              <i class="fa fa-plus" aria-hidden="true"></i> ${texts('role.addRule')}
            </button>`
          : nothing
      }
    </fieldset>
    ${roleChoice({
      texts,
      id: 'mw-access-inherits',
      legend: texts('role.inherits'),
      hint: problems?.inherits === undefined ? texts('role.inheritsHint') : texts('role.circle'),
      roles: policy.roles.filter(({ name }) => name !== before?.name),
      chosen: draft.inherits ?? [],
      disabled: !allowed,
      change: (inherits) => change({ ...draft, inherits: [...inherits] }),
    })}
    ${who}
    ${
      remove === undefined || !allowed
        ? nothing
        : html`<div class="mw-access-actions">
            <button type="button" class="red-ui-button mw-access-danger" @click=${remove}>${texts('role.remove')}</button>
          </div>`
    }`;
}

function nameField({ draft, problems, texts, change }: RoleView): TemplateResult {
  const id = 'mw-access-role-name';
  const problem = problems?.name === undefined ? undefined : texts(`role.nameProblems.${problems.name}`);
  const hint = texts('role.nameHint');
  return trayField({
    id,
    label: texts('role.name'),
    hint,
    problem,
    control: html`<input
      type="text"
      id=${id}
      maxlength="40"
      autocomplete="off"
      spellcheck="false"
      aria-invalid=${problem !== undefined}
      aria-describedby=${describedBy(id, { hint, problem })}
      .value=${draft.name}
      @input=${(event: Event) => change({ ...draft, name: fieldValue(event) })}
    />`,
  });
}

function descriptionField({ draft, texts, change }: RoleView): TemplateResult {
  const id = 'mw-access-role-description';
  return trayField({
    id,
    label: texts('role.description'),
    control: html`<input
      type="text"
      id=${id}
      maxlength="500"
      autocomplete="off"
      .value=${draft.description ?? ''}
      @input=${(event: Event) => change({ ...draft, description: fieldValue(event) })}
    />`,
  });
}

function ruleRow(view: RoleView, rule: Rule, index: number): TemplateResult {
  const { problems, choices, opened, allowed, texts } = view;
  return ruleView({
    id: `mw-access-rule-${index}`,
    rule,
    problems: problems?.rules.get(index) ?? new Set(),
    choices,
    open: opened === index,
    allowed,
    texts,
    change: (next) => view.changeRule(index, next),
    remove: () => view.removeRule(index),
  });
}
