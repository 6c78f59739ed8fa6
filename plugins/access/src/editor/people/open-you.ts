import {
  call,
  describedBy,
  failureLine,
  failureText,
  fieldValue,
  html,
  nothing,
  notify,
  openTray,
  type TemplateResult,
  trayField,
} from '@millwright/editor';
import { ownRoutes } from '../../common/routes.ts';
import type { Me } from '../../common/state.ts';
import { noPassword, passwordFields, passwordProblem } from '../parts/new-password.ts';
import type { AccessContext } from '../sidebar/context.ts';
import type { AccessTexts } from '../texts.ts';
import { actionAreas, actionText, areaText } from '../words/action-words.ts';

/** Who one is, what one may do, and the own password. */
export function openYou(context: AccessContext): void {
  const { texts, me } = context;
  const title = texts('you.title');
  const tray = openTray({ title, label: title, width: 480 });
  let current = '';
  let password = noPassword;
  let busy = false;
  let failure: string | undefined;

  const save = async (): Promise<void> => {
    busy = true;
    failure = undefined;
    draw();
    const result = await call(ownRoutes.setOwnPassword, { body: { current, next: password.password } });
    busy = false;
    if (result.ok) {
      current = '';
      password = noPassword;
      notify({ id: 'millwright-access', kind: 'success', text: texts('you.passwordChanged') });
      context.reload();
    } else failure = failureText(result.failure, texts);
    if (!tray.signal.aborted) draw();
  };
  const draw = (): void => {
    const ready = current !== '' && passwordProblem(password, me.name ?? '') === undefined;
    tray.show(
      html`<dl>
          <dt>${texts('you.name')}</dt>
          <dd>${me.name ?? texts('entry.nobody')}</dd>
          <dt>${texts('you.roles')}</dt>
          <dd>${me.roles.length > 0 ? me.roles.join(', ') : texts('entry.noRole')}</dd>
        </dl>
        ${mayDo(me, texts)}
        ${me.local ? passwordForm(ready) : nothing}`,
    );
  };
  const passwordForm = (ready: boolean): TemplateResult => {
    const id = 'mw-access-own-current';
    return html`<h3>${texts('you.changePassword')}</h3>
      ${failureLine(failure)}
      <form
        @submit=${(event: Event) => {
          event.preventDefault();
          if (ready && !busy) void save();
        }}
      >
        <p class="mw-hint">${texts('you.passwordHint')}</p>
        ${trayField({
          id,
          label: texts('you.current'),
          control: html`<input
            type="password"
            id=${id}
            autocomplete="current-password"
            maxlength="256"
            aria-describedby=${describedBy(id, {})}
            .value=${current}
            @input=${(event: Event) => {
              current = fieldValue(event);
              failure = undefined;
              draw();
            }}
          />`,
        })}
        ${passwordFields({
          id: 'mw-access-own',
          label: texts('password.new'),
          draft: password,
          name: me.name ?? '',
          texts,
          change: (draft) => {
            password = draft;
            failure = undefined;
            draw();
          },
        })}
        <button type="submit" class="red-ui-button" ?disabled=${busy || !ready}>${texts('you.change')}</button>
      </form>`;
  };
  draw();
}

/** What one may do, area by area; what one may not do anywhere is not listed. */
function mayDo({ actions }: Me, texts: AccessTexts): TemplateResult {
  const found = actionAreas
    .map(({ area, actions: all }) => ({ area, allowed: all.filter((action) => actions[action] === true) }))
    .filter(({ allowed }) => allowed.length > 0);
  if (found.length === 0) return html`<p>${texts('you.nothing')}</p>`;
  return html`<h3>${texts('you.may')}</h3>
    <p class="mw-hint">${texts('you.mayHint')}</p>
    <dl>
      ${found.map(
        ({ area, allowed }) => html`<dt>${areaText(area, texts)}</dt>
          <dd>${allowed.map((action) => actionText(action, texts)).join(', ')}</dd>`,
      )}
    </dl>`;
}
