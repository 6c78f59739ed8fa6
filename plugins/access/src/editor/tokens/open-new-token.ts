import {
  askBeforeLeaving,
  call,
  copyText,
  describedBy,
  failureLine,
  failureText,
  fieldValue,
  html,
  nothing,
  notify,
  type OpenTray,
  openTray,
  type TemplateResult,
  trayCheck,
  trayField,
} from '@millwright/editor';
import type { RouteAnswer } from '@millwright/schema';
import * as v from 'valibot';
import { apiTokenDraft } from '../../common/people.ts';
import { peopleRoutes } from '../../common/routes.ts';
import { roleChoice } from '../parts/dialog-parts.ts';
import type { OpenContext } from '../sidebar/context.ts';

type Made = RouteAnswer<typeof peopleRoutes.addApiToken>;

/** Makes an API token; it is shown once. */
export function openNewToken(context: OpenContext): void {
  const { texts, all } = context;
  const title = texts('token.newTitle');
  const tray = openTray({ title, label: title, width: 480, focus: '#mw-access-token-name' });
  let name = '';
  let days = '90';
  let narrowed = false;
  let roles: readonly string[] = [];
  let busy = false;
  let failure: string | undefined;

  const draft = () => ({ name, days: Number(days), ...(narrowed ? { roles: [...roles] } : {}) });
  const make = async (): Promise<void> => {
    busy = true;
    failure = undefined;
    draw();
    const result = await call(peopleRoutes.addApiToken, { body: draft() });
    busy = false;
    if (result.ok) {
      context.reload();
      showMade(tray, result.value, context);
      return;
    }
    failure = failureText(result.failure, texts);
    draw();
  };
  const nameProblem = (): string | undefined => {
    if (name === '') return undefined;
    if (all.tokens.some((token) => token.name === name)) return texts('token.taken');
    return v.is(apiTokenDraft.entries.name, name) ? undefined : texts('newPerson.nameForm');
  };
  const draw = (): void => {
    const ready = v.is(apiTokenDraft, draft()) && nameProblem() === undefined;
    tray.setPrimary({ label: texts('token.make'), disabled: busy || !ready, run: () => void make() });
    const daysProblem = v.is(apiTokenDraft.entries.days, Number(days)) ? undefined : texts('token.daysForm');
    tray.show(
      html`${failureLine(failure)}
        <p>${texts('token.what')}</p>
        ${textField('mw-access-token-name', texts('token.name'), name, nameProblem(), (value) => {
          name = value;
        })}
        ${textField('mw-access-token-days', texts('token.days'), days, daysProblem, (value) => {
          days = value;
        })}
        ${trayCheck({
          id: 'mw-access-token-narrowed',
          label: texts('token.narrow'),
          hint: texts(narrowed ? 'token.narrowHint' : 'token.whole'),
          control: html`<input
            type="checkbox"
            id="mw-access-token-narrowed"
            aria-describedby="mw-access-token-narrowed-hint"
            .checked=${narrowed}
            @change=${({ target }: Event) => {
              narrowed = (target as HTMLInputElement).checked;
              draw();
            }}
          />`,
        })}
        ${
          narrowed
            ? roleChoice({
                texts,
                id: 'mw-access-token-role',
                legend: texts('token.roles'),
                roles: all.current.policy.roles,
                chosen: roles,
                change: (chosen) => {
                  roles = chosen;
                  draw();
                },
              })
            : nothing
        }`,
    );
  };
  const textField = (
    id: string,
    label: string,
    value: string,
    problem: string | undefined,
    set: (value: string) => void,
  ): TemplateResult =>
    trayField({
      id,
      label,
      problem,
      control: html`<input
        type="text"
        id=${id}
        autocomplete="off"
        spellcheck="false"
        maxlength="64"
        aria-invalid=${problem !== undefined}
        aria-describedby=${describedBy(id, { problem })}
        .value=${value}
        @input=${(event: Event) => {
          set(fieldValue(event).trim());
          draw();
        }}
      />`,
    });
  askBeforeLeaving(tray, () => name !== '');
  draw();
}

function showMade(tray: OpenTray, made: Made, { texts, format }: OpenContext): void {
  tray.beforeLeaving(() => true);
  const copy = (): void => {
    if (copyText(made.token))
      notify({ id: 'millwright-access', kind: 'success', text: texts('token.copied') });
  };
  tray.setPrimary({ label: texts('token.copy'), run: copy });
  tray.show(
    html`<div class="mw-line mw-amber" role="status"><p>${texts('token.once')}</p></div>
      ${trayField({
        id: 'mw-access-token-made',
        label: texts('token.made', { name: made.name }),
        hint: texts('token.use'),
        control: html`<input
          type="text"
          id="mw-access-token-made"
          class="mw-access-secret"
          aria-describedby="mw-access-token-made-hint"
          readonly
          .value=${made.token}
          @focus=${({ target }: Event) => (target as HTMLInputElement).select()}
        />`,
      })}
      <p>${texts('token.expires', { when: format.brief(made.expires) })}</p>`,
  );
  tray.element.querySelector<HTMLElement>('#mw-access-token-made')?.focus();
}
