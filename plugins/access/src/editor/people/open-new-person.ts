import {
  askBeforeLeaving,
  call,
  describedBy,
  failureLine,
  failureText,
  fieldValue,
  html,
  notify,
  openTray,
  type TemplateResult,
  trayField,
} from '@millwright/editor';
import * as v from 'valibot';
import { userName } from '../../common/people.ts';
import { peopleRoutes } from '../../common/routes.ts';
import { roleChoice } from '../parts/dialog-parts.ts';
import { noPassword, passwordFields, passwordProblem } from '../parts/new-password.ts';
import { noRoleWarning } from '../parts/role-warnings.ts';
import { giveRoles } from '../policy/edit.ts';
import { openReview } from '../saving/open-review.ts';
import type { OpenContext } from '../sidebar/context.ts';

/** Makes a local user, or gives roles to somebody who logs in by `settings.js`. */
export function openNewPerson(context: OpenContext): void {
  const { texts, all } = context;
  const title = texts('newPerson.title');
  const tray = openTray({ title, label: title, width: 480, focus: '#mw-access-new-name' });
  let local = true;
  let name = '';
  let password = noPassword;
  let roles: readonly string[] = [];
  let busy = false;
  let failure: string | undefined;

  const problem = (): string | undefined => {
    if (name === '') return undefined;
    if (all.people.some((person) => person.name === name)) return texts('newPerson.taken');
    return !local || v.is(userName, name) ? undefined : texts('newPerson.nameForm');
  };
  const add = async (): Promise<void> => {
    busy = true;
    failure = undefined;
    draw();
    const body = { name, password: password.password, roles: [...roles] };
    const result = await call(peopleRoutes.addPerson, { body });
    busy = false;
    if (result.ok) {
      tray.beforeLeaving(() => true);
      tray.close();
      notify({ id: 'millwright-access', kind: 'success', text: texts('newPerson.added', { name }) });
      context.reload();
      return;
    }
    failure = failureText(result.failure, texts);
    draw();
  };
  const ready = (): boolean =>
    name !== '' &&
    problem() === undefined &&
    (local ? passwordProblem(password, name) === undefined : roles.length > 0);
  const draw = (): void => {
    tray.setPrimary({
      label: texts(local ? 'newPerson.add' : 'review.open'),
      disabled: busy || !ready(),
      run: () => {
        if (local) void add();
        else openReview(tray, { edit: giveRoles({ kind: 'user', name }, [], roles), context, back: draw });
      },
    });
    tray.show(
      html`${failureLine(failure)}
        ${kind('local', local)} ${kind('settings', !local)}
        ${nameField()}
        ${
          local
            ? passwordFields({
                id: 'mw-access-new',
                label: texts('password.label'),
                draft: password,
                name,
                texts,
                change: (draft) => {
                  password = draft;
                  failure = undefined;
                  draw();
                },
              })
            : html``
        }
        ${roleChoice({
          texts,
          id: 'mw-access-new-role',
          legend: texts('people.roles'),
          hint: texts('people.rolesHint'),
          roles: all.current.policy.roles,
          chosen: roles,
          change: (chosen) => {
            roles = chosen;
            draw();
          },
        })}
        ${noRoleWarning(all.current.policy, roles, texts)}`,
    );
  };
  const kind = (value: 'local' | 'settings', checked: boolean): TemplateResult => {
    const id = `mw-access-new-${value}`;
    return html`<div class="mw-field mw-field-check">
      <label for=${id}
        ><input type="radio" name="mw-access-new-kind" id=${id} aria-describedby="${id}-hint" .checked=${checked} @change=${() => {
          local = value === 'local';
          draw();
        }} />
        <span>${texts(`newPerson.${value}`)}</span></label
      >
      <p class="mw-hint" id="${id}-hint">${texts(`newPerson.${value}Hint`)}</p>
    </div>`;
  };
  const nameField = (): TemplateResult => {
    const found = problem();
    const id = 'mw-access-new-name';
    return trayField({
      id,
      label: texts('newPerson.name'),
      problem: found,
      control: html`<input
        type="text"
        id=${id}
        autocomplete="off"
        spellcheck="false"
        maxlength="64"
        aria-invalid=${found !== undefined}
        aria-describedby=${describedBy(id, { problem: found })}
        .value=${name}
        @input=${(event: Event) => {
          name = fieldValue(event).trim();
          failure = undefined;
          draw();
        }}
      />`,
    });
  };
  askBeforeLeaving(tray, () => name !== '' || roles.length > 0);
  draw();
}
