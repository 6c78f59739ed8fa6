import type { Policy } from '@millwright/access';
import { call, failureText, html, type OpenTray, openTray } from '@millwright/editor';
import * as v from 'valibot';
import { userName } from '../../common/people.ts';
import { ownRoutes } from '../../common/routes.ts';
import { type Me, type State, setUpUser } from '../../common/state.ts';
import { noPassword, passwordProblem } from '../parts/new-password.ts';
import type { AccessTexts } from '../texts.ts';
import { setUpView } from './set-up-view.ts';

export interface SetUpContext {
  readonly state: State;
  readonly me: Me;
  /** With the roles that everyone can be given; undefined where it could not be read. */
  readonly policy: Policy | undefined;
  readonly texts: AccessTexts;
  reload(): void;
}

/** Hashing and switching the log-in on takes a moment on small machines. */
const timeout = 60_000;

/** The wizard that makes the first owner, for whoever knows the code from Node-RED's log. */
export function openSetUp(context: SetUpContext): void {
  const { me, texts, reload } = context;
  const title = texts('setUp.title');
  const tray = openTray({ title, label: title, width: 520, focus: '#mw-access-code' });
  /** Whoever logged in by `settings.js` becomes the owner; others make a local user. */
  const becomes = me.kind === 'user' && me.name !== setUpUser ? me.name : undefined;
  let code = '';
  let name = '';
  let password = noPassword;
  let everyone = '';
  let busy = false;
  let failure: string | undefined;

  const nameProblem = (): boolean => name !== '' && (name === setUpUser || !v.is(userName, name));
  const ready = (): boolean =>
    code !== '' &&
    (becomes !== undefined ||
      (name !== '' && !nameProblem() && passwordProblem(password, name) === undefined));
  const finish = async (): Promise<void> => {
    busy = true;
    failure = undefined;
    draw();
    const body = {
      code,
      ...(becomes === undefined ? { owner: { name, password: password.password } } : {}),
      ...(everyone === '' ? {} : { everyone }),
    };
    const result = await call(ownRoutes.setUp, { body }, { timeout });
    busy = false;
    if (result.ok) {
      tray.beforeLeaving(() => true);
      if (result.value.logInNow) logIn(tray, result.value.owner, texts);
      else {
        tray.close();
        reload();
      }
      return;
    }
    failure = failureText(result.failure, texts);
    draw();
  };
  const draw = (): void => {
    tray.setPrimary({
      label: texts('setUp.finish'),
      disabled: busy || !ready(),
      run: () => void finish(),
    });
    tray.show(
      setUpView({
        ...context,
        becomes,
        code,
        name,
        nameProblem: nameProblem(),
        password,
        everyone,
        failure,
        change: (changed) => {
          code = changed.code ?? code;
          name = changed.name ?? name;
          password = changed.password ?? password;
          everyone = changed.everyone ?? everyone;
          // It was about what has been typed over.
          failure = undefined;
          draw();
        },
      }),
    );
  };
  draw();
}

/** The page is loaded anew at once: whatever it asks for from now on, it would be sent to the log-in. */
function logIn(tray: OpenTray, owner: string, texts: AccessTexts): void {
  tray.setPrimary(undefined);
  tray.show(
    html`<p class="mw-access-verdict" role="status">
        <span class="mw-good mw-symbol" aria-hidden="true">●</span> <b>${texts('setUp.done', { owner })}</b>
      </p>
      <p>${texts('setUp.doneText')}</p>`,
  );
  location.reload();
}
