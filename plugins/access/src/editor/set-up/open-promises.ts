import { html, nothing, openTray, type TemplateResult, toldText } from '@millwright/editor';
import type { State } from '../../common/state.ts';
import type { AccessTexts } from '../texts.ts';

/** What access control promises here and what it cannot, with what is wrong now. */
export function openPromises(state: State, texts: AccessTexts): void {
  const tray = openTray({ title: texts('promise.title'), label: texts('promise.title') });
  const { problems, logIn, phase } = state;
  const secure = logIn === 'secure';
  tray.show(
    html`${problems.length === 0 ? nothing : problemList(problems, texts)}
      <dl>
        <dt>${texts('promise.rules')}</dt>
        <dd>${texts(`promise.phase.${phase}`)}</dd>
        <dt>${texts('promise.logIn')}</dt>
        <dd>${texts(`promise.logIns.${logIn}`)}</dd>
        <dt>${texts('promise.strength')}</dt>
        <dd>${texts(secure ? 'promise.secure' : 'promise.palette')}</dd>
      </dl>
      <h3>${texts('promise.holds')}</h3>
      <ul class="mw-access-list">
        <li>${texts('promise.everyRoad')}</li>
        <li>${texts('promise.atOnce')}</li>
        ${secure ? html`<li>${texts('promise.failsClosed')}</li>` : nothing}
      </ul>
      <h3>${texts('promise.cannot')}</h3>
      <ul class="mw-access-list">
        ${
          secure
            ? nothing
            : html`<li>${texts('promise.failsOpen')}</li>
                <li>${texts('promise.getSecure')} <code>millwright init</code></li>`
        }
        <li>${texts('promise.code')}</li>
        <li>${texts('promise.files')}</li>
      </ul>`,
  );
}

function problemList(problems: State['problems'], texts: AccessTexts): TemplateResult {
  return html`<div class="mw-line mw-amber">
    <ul>
      ${problems.map(
        (problem) => html`<li>
          <p>${toldText(problem, texts)}</p>
          <p class="mw-hint">${texts('promise.errorCode', { code: problem.code })}</p>
        </li>`,
      )}
    </ul>
  </div>`;
}
