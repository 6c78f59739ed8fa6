import { ask, call, failureLine, failureText, html, notify, openTray } from '@millwright/editor';
import type { ApiToken } from '../../common/people.ts';
import { peopleRoutes } from '../../common/routes.ts';
import { mayChange, type OpenContext } from '../sidebar/context.ts';

/** An API token, never what it is; it can be taken back. */
export function openToken(token: ApiToken, context: OpenContext): void {
  const { texts, format } = context;
  const title = texts('token.title', { name: token.name });
  const tray = openTray({ title, label: title, width: 480 });
  let failure: string | undefined;

  const revoke = async (): Promise<void> => {
    const sure = await ask({
      title: texts('token.revokeTitle', { name: token.name }),
      content: html`<p>${texts('token.revokeText')}</p>`,
      choices: [{ value: true, label: texts('token.revokeSure') }],
    });
    if (!sure) return;
    const result = await call(peopleRoutes.removeApiToken, { params: { id: token.id } });
    if (result.ok) {
      tray.close();
      notify({
        id: 'millwright-access',
        kind: 'success',
        text: texts('token.revoked', { name: token.name }),
      });
      context.reload();
      return;
    }
    failure = failureText(result.failure, texts);
    draw();
  };
  const draw = (): void =>
    tray.show(
      html`${failureLine(failure)}
        <dl>
          <dt>${texts('token.owner')}</dt>
          <dd>${token.owner}</dd>
          <dt>${texts('token.can')}</dt>
          <dd>${token.roles ? texts('token.within', { roles: token.roles.join(', ') }) : texts('token.whole')}</dd>
          <dt>${texts('token.created')}</dt>
          <dd>${format.exact(token.created)}</dd>
          <dt>${texts('token.until')}</dt>
          <dd>${format.exact(token.expires)}${token.expires <= Date.now() ? html` (${texts('entry.expired')})` : ''}</dd>
          <dt>${texts('token.lastUsed')}</dt>
          <dd>${token.lastUsed === undefined ? texts('people.never') : format.exact(token.lastUsed)}</dd>
        </dl>
        ${
          mayChange(context)
            ? html`<div class="mw-access-actions">
                <button type="button" class="red-ui-button mw-access-danger" @click=${() => void revoke()}>${texts('token.revoke')}</button>
              </div>`
            : ''
        }`,
    );
  draw();
}
