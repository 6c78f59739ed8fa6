import { ask, call, failureLine, failureText, html, notify, openTray } from '@millwright/editor';
import { peopleRoutes } from '../../common/routes.ts';
import { mayChange, type OpenContext } from '../sidebar/context.ts';
import type { LogInSession } from '../sidebar/data.ts';
import { clientText } from '../sidebar/entries.ts';

/** Somebody who is logged in; their session can be ended. */
export function openSession(session: LogInSession, context: OpenContext): void {
  const { texts, format } = context;
  const { id, user, own } = session;
  const title = texts('session.title', { name: user });
  const tray = openTray({ title, label: title, width: 480 });
  let failure: string | undefined;

  const end = async (): Promise<void> => {
    if (own) {
      const sure = await ask({
        title: texts('session.ownTitle'),
        content: html`<p>${texts('session.ownText')}</p>`,
        choices: [{ value: true, label: texts('session.end') }],
      });
      if (!sure) return;
    }
    const result = await call(peopleRoutes.endSession, { params: { id } });
    if (result.ok) {
      tray.close();
      if (own) location.reload();
      notify({ id: 'millwright-access', kind: 'success', text: texts('session.ended', { name: user }) });
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
          <dt>${texts('session.who')}</dt>
          <dd>${user}${own ? html` (${texts('entry.ownSession')})` : ''}</dd>
          <dt>${texts('session.with')}</dt>
          <dd>${clientText(session.client, texts)}</dd>
          <dt>${texts('session.until')}</dt>
          <dd>${format.exact(session.expires)}</dd>
        </dl>
        ${
          mayChange(context)
            ? html`<p class="mw-hint">${texts('session.endHint')}</p>
                <div class="mw-access-actions">
                  <button type="button" class="red-ui-button mw-access-danger" @click=${() => void end()}>${texts('session.end')}</button>
                </div>`
            : ''
        }`,
    );
  draw();
}
