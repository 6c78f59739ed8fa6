import type { Policy } from '@millwright/access';
import { failureLine, html, nothing, type TemplateResult, type TimeFormat } from '@millwright/editor';
import type { Person } from '../../common/people.ts';
import { lookOnlyLine, roleChoice } from '../parts/dialog-parts.ts';
import { type PasswordDraft, passwordFields } from '../parts/new-password.ts';
import { noRoleWarning } from '../parts/role-warnings.ts';
import { isLocked } from '../sidebar/entries.ts';
import type { AccessTexts } from '../texts.ts';

export interface PersonView {
  readonly person: Person;
  /** As chosen here. */
  readonly roles: readonly string[];
  readonly policy: Policy;
  readonly password: PasswordDraft;
  readonly passwordReady: boolean;
  /** Whether the caller may change anything. */
  readonly allowed: boolean;
  readonly owners: readonly string[];
  readonly busy: boolean;
  readonly failure: string | undefined;
  /** It is the caller. */
  readonly own: boolean;
  /** Nobody else can change the rules. */
  readonly lastKeeper: boolean;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly texts: AccessTexts;
  readonly format: TimeFormat;
  setRoles(roles: readonly string[]): void;
  setPassword(draft: PasswordDraft): void;
  savePassword(): void;
  setDisabled(disabled: boolean): void;
  unlock(): void;
  remove(): void;
}

export function personView(view: PersonView): TemplateResult {
  const { person, roles, policy, allowed, owners, failure, lastKeeper, texts, setRoles } = view;
  return html`${failureLine(failure)}
    ${allowed ? nothing : lookOnlyLine(texts('lookOnly.people'), owners, texts)}
    ${lastKeeper ? html`<div class="mw-line"><p>${texts('people.lastKeeper', { name: person.name })}</p></div>` : nothing}
    ${facts(view)}
    ${roleChoice({
      texts,
      id: 'mw-access-person',
      legend: texts('people.roles'),
      hint: texts('people.rolesHint'),
      roles: policy.roles,
      chosen: roles,
      disabled: !allowed,
      change: setRoles,
    })}
    ${noRoleWarning(policy, roles, texts)}
    ${person.local && allowed ? logIn(view) : nothing}`;
}

function facts({ person, time, texts, format }: PersonView): TemplateResult {
  const { lastLogIn, lockedUntil, local, disabled } = person;
  const locked = isLocked(person, time) && lockedUntil !== undefined;
  const state = disabled
    ? texts('people.stateDisabled')
    : locked
      ? texts('people.stateLocked', { until: format.brief(lockedUntil) })
      : texts('people.stateFine');
  return html`<dl>
      <dt>${texts('people.kind')}</dt>
      <dd>${texts(local ? 'people.local' : 'people.fromSettings')}</dd>
      ${local ? html`<dt>${texts('people.state')}</dt><dd>${state}</dd>` : nothing}
      <dt>${texts('people.lastLogIn')}</dt>
      <dd>${lastLogIn === undefined ? texts('people.never') : format.exact(lastLogIn)}</dd>
    </dl>
    <p></p>`;
}

function logIn(view: PersonView): TemplateResult {
  const { person, password, passwordReady, busy, lastKeeper, own, time, texts } = view;
  const { setPassword, savePassword, setDisabled, unlock, remove } = view;
  const stays = lastKeeper ? 'mw-access-stays' : nothing;
  return html`<fieldset class="mw-fields">
      <legend>${texts('people.newPassword')}</legend>
      ${own ? html`<p class="mw-hint">${texts('people.ownPasswordHint')}</p>` : nothing}
      ${passwordFields({
        id: 'mw-access-person',
        label: texts('password.label'),
        draft: password,
        name: person.name,
        texts,
        change: setPassword,
      })}
      <button type="button" class="red-ui-button" ?disabled=${busy || !passwordReady} @click=${savePassword}>
        ${texts('people.setPassword')}
      </button>
    </fieldset>
    <fieldset class="mw-fields">
      <legend>${texts('people.logIn')}</legend>
      ${lastKeeper ? html`<p class="mw-hint" id="mw-access-stays">${texts('people.lastKeeperStays')}</p>` : nothing}
      <div class="mw-access-actions">
        ${
          isLocked(person, time)
            ? html`<button type="button" class="red-ui-button" ?disabled=${busy} @click=${unlock}>${texts('people.unlock')}</button>`
            : nothing
        }
        <button
          type="button"
          class="red-ui-button"
          aria-describedby=${stays}
          ?disabled=${busy || (lastKeeper && !person.disabled)}
          @click=${() => setDisabled(!person.disabled)}
        >
          ${texts(person.disabled ? 'people.enable' : 'people.disable')}
        </button>
        <button
          type="button"
          class="red-ui-button mw-access-danger"
          aria-describedby=${stays}
          ?disabled=${busy || lastKeeper}
          @click=${remove}
        >
          ${texts('people.remove')}
        </button>
      </div>
    </fieldset>`;
}
