import type { Policy } from '@millwright/access';
import {
  describedBy,
  failureLine,
  fieldValue,
  html,
  nothing,
  type TemplateResult,
  trayField,
} from '@millwright/editor';
import type { State } from '../../common/state.ts';
import { type PasswordDraft, passwordFields } from '../parts/new-password.ts';
import { manyOwnersWarning, noRoleWarning } from '../parts/role-warnings.ts';
import type { AccessTexts } from '../texts.ts';

interface SetUpDraft {
  readonly code: string;
  readonly name: string;
  readonly password: PasswordDraft;
  /** A role; empty for none. */
  readonly everyone: string;
}

export interface SetUpView extends SetUpDraft {
  readonly state: State;
  readonly policy: Policy | undefined;
  /** Who becomes the owner without a password here. */
  readonly becomes: string | undefined;
  readonly nameProblem: boolean;
  readonly failure: string | undefined;
  readonly texts: AccessTexts;
  change(changed: Partial<SetUpDraft>): void;
}

export function setUpView(view: SetUpView): TemplateResult {
  const { becomes, name, password, failure, texts, change } = view;
  return html`<p>${texts('setUp.what')}</p>
    ${failureLine(failure)} ${codeField(view)}
    ${
      becomes === undefined
        ? html`<fieldset class="mw-fields">
            <legend>${texts('setUp.owner')}</legend>
            ${nameField(view)}
            ${passwordFields({
              id: 'mw-access-set-up',
              label: texts('password.label'),
              draft: password,
              name,
              texts,
              change: (next) => change({ password: next }),
            })}
          </fieldset>`
        : html`<p><i class="fa fa-user" aria-hidden="true"></i> ${texts('setUp.becomes', { name: becomes })}</p>`
    }
    ${everyoneField(view)}
    <h3>${texts('setUp.next')}</h3>
    <ul class="mw-access-list">
      <li>${texts(`setUp.nextLogIn.${view.state.logIn}`)}</li>
      <li>${texts('setUp.nextRules')}</li>
      <li>${texts('setUp.nextFlows')}</li>
    </ul>`;
}

function codeField({ code, texts, change }: SetUpView): TemplateResult {
  const id = 'mw-access-code';
  const hint = texts('setUp.codeHint');
  return trayField({
    id,
    label: texts('setUp.code'),
    hint,
    control: html`<input
      type="text"
      id=${id}
      class="mw-access-secret"
      autocomplete="off"
      spellcheck="false"
      maxlength="64"
      placeholder="XXXX-XXXX-XXXX"
      aria-describedby=${describedBy(id, { hint })}
      .value=${code}
      @input=${(event: Event) => change({ code: fieldValue(event).trim() })}
    />`,
  });
}

function nameField({ name, nameProblem, texts, change }: SetUpView): TemplateResult {
  const id = 'mw-access-owner';
  const problem = nameProblem ? texts('newPerson.nameForm') : undefined;
  return trayField({
    id,
    label: texts('newPerson.name'),
    problem,
    control: html`<input
      type="text"
      id=${id}
      autocomplete="username"
      spellcheck="false"
      maxlength="64"
      aria-invalid=${problem !== undefined}
      aria-describedby=${describedBy(id, { problem })}
      .value=${name}
      @input=${(event: Event) => change({ name: fieldValue(event).trim() })}
    />`,
  });
}

function everyoneField({ everyone, policy, texts, change }: SetUpView): TemplateResult | typeof nothing {
  if (policy === undefined) return nothing;
  const chosen = everyone === '' ? [] : [everyone];
  const id = 'mw-access-everyone';
  const hint = texts('setUp.everyoneHint');
  const option = (value: string, label: string): TemplateResult =>
    html`<option value=${value} .selected=${value === everyone}>${label}</option>`;
  return html`${trayField({
    id,
    label: texts('setUp.everyone'),
    hint,
    control: html`<select id=${id} aria-describedby=${describedBy(id, { hint })} @change=${(event: Event) => change({ everyone: fieldValue(event) })}>
      ${option('', texts('setUp.noRole'))} ${policy.roles.map(({ name }) => option(name, name))}
    </select>`,
  })}
  ${noRoleWarning(policy, chosen, texts)} ${manyOwnersWarning(policy, chosen, texts)}`;
}
