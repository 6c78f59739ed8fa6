import type { Rule } from '@millwright/access';
import { describedBy, fieldValue, html, nothing, type TemplateResult, trayField } from '@millwright/editor';
import type { FlowChoices } from '../flows/choices.ts';
import type { RulePart } from '../policy/role-draft.ts';
import type { AccessTexts } from '../texts.ts';
import { ruleText } from '../words/rule-words.ts';
import { actionsView } from './actions-view.ts';
import { conditionsView } from './conditions-view.ts';
import { selectionsView } from './selections-view.ts';

export interface RuleView {
  /** Unique in the page; ids of the controls begin with it. */
  readonly id: string;
  readonly rule: Rule;
  readonly problems: ReadonlySet<RulePart>;
  readonly choices: FlowChoices;
  readonly open: boolean;
  readonly allowed: boolean;
  readonly texts: AccessTexts;
  change(rule: Rule): void;
  remove(): void;
}

/** A rule in words, which unfolds to what they are made of. */
export function ruleView(view: RuleView): TemplateResult {
  const { id, rule, problems, choices, open, allowed, texts, change, remove } = view;
  const deny = rule.effect === 'deny';
  return html`<details class="mw-access-rule" ?open=${open || problems.size > 0}>
    <summary>
      <span class="mw-symbol ${deny ? 'mw-bad' : 'mw-good'}" aria-hidden="true">${deny ? '■' : '●'}</span>
      <b>${rule.name || texts('rule.unnamed')}</b>
      <span class="mw-access-rule-words">${rule.actions.length === 0 ? texts('rule.empty') : ruleText(rule, texts, choices.nameOf)}</span>
    </summary>
    <div class="mw-columns">${nameField(view)} ${effectField(view)}</div>
    ${actionsView({ id, rule, problem: problems.has('actions') ? texts('rule.problems.actions') : undefined, texts, change })}
    ${selectionsView({
      id,
      selections: rule.on ?? [],
      choices,
      problem: problems.has('on')
        ? texts('rule.problems.on')
        : problems.has('dashboard')
          ? texts('rule.problems.dashboard')
          : undefined,
      texts,
      change: (on) => change({ ...rule, on: [...on] }),
    })}
    ${conditionsView({
      id,
      effect: rule.effect,
      conditions: rule.when ?? [],
      problem: problems.has('when') ? texts('rule.problems.when') : undefined,
      texts,
      change: (when) => change({ ...rule, when: [...when] }),
    })}
    ${
      allowed
        ? html`<div class="mw-access-actions">
            <button type="button" class="red-ui-button mw-access-danger" @click=${remove}>${texts('rule.remove')}</button>
          </div>`
        : nothing
    }
  </details>`;
}

function nameField({ id, rule, problems, texts, change }: RuleView): TemplateResult {
  const problem = problems.has('nameTaken')
    ? texts('rule.problems.nameTaken')
    : problems.has('name')
      ? texts('rule.problems.name')
      : undefined;
  return trayField({
    id: `${id}-name`,
    label: texts('rule.name'),
    problem,
    control: html`<input
      type="text"
      id="${id}-name"
      maxlength="80"
      autocomplete="off"
      aria-invalid=${problem !== undefined}
      aria-describedby=${describedBy(`${id}-name`, { problem })}
      .value=${rule.name}
      @input=${(event: Event) => change({ ...rule, name: fieldValue(event) })}
    />`,
  });
}

function effectField({ id, rule, texts, change }: RuleView): TemplateResult {
  const hint = texts('rule.effectHint');
  const choose = (event: Event): void => {
    const effect = fieldValue(event) === 'deny' ? 'deny' : 'allow';
    // A rule that denies cannot ask for a reason.
    const when = (rule.when ?? []).filter(({ kind }) => effect === 'allow' || kind !== 'reason');
    change({ ...rule, effect, when });
  };
  return trayField({
    id: `${id}-effect`,
    label: texts('rule.effect'),
    hint,
    control: html`<select id="${id}-effect" aria-describedby="${id}-effect-hint" @change=${choose}>
      ${(['allow', 'deny'] as const).map(
        (effect) =>
          html`<option value=${effect} .selected=${rule.effect === effect}>${texts(`rule.effects.${effect}`)}</option>`,
      )}
    </select>`,
  });
}
