import {
  ask,
  askBeforeLeaving,
  call,
  failureText,
  html,
  notify,
  type OpenTray,
  openTray,
  type Result,
} from '@millwright/editor';
import type { Person } from '../../common/people.ts';
import { peopleRoutes } from '../../common/routes.ts';
import { noPassword, passwordProblem } from '../parts/new-password.ts';
import { giveRoles, rolesGiven, sameNames } from '../policy/edit.ts';
import { openReview } from '../saving/open-review.ts';
import { mayChange, type OpenContext } from '../sidebar/context.ts';
import { isLastKeeper } from '../sidebar/data.ts';
import { personView } from './person-view.ts';

/** Somebody with their roles; a local user also with what can be done about their log-in. */
export function openPerson(person: Person, context: OpenContext): void {
  const title = person.name;
  const tray = openTray({ title, label: context.texts('people.label', { name: person.name }), width: 480 });
  showPerson(tray, person, context);
}

function showPerson(tray: OpenTray, person: Person, context: OpenContext): void {
  const { texts, format, all, me } = context;
  const { name } = person;
  const subject = { kind: 'user', name } as const;
  const before = rolesGiven(all.current.policy, subject);
  const allowed = mayChange(context);
  let now = person;
  let roles = before;
  let password = noPassword;
  let failure: string | undefined;
  let busy = false;
  const isChanged = (): boolean => !sameNames(roles, before);

  const change = async (run: () => Promise<Result<Person>>, done: string): Promise<void> => {
    busy = true;
    failure = undefined;
    draw();
    const result = await run();
    busy = false;
    if (result.ok) {
      now = result.value;
      password = noPassword;
      notify({ id: 'millwright-access', kind: 'success', text: done });
      context.reload();
    } else failure = failureText(result.failure, texts);
    if (!tray.signal.aborted) draw();
  };
  const set = (body: { password?: string; disabled?: boolean; unlock?: true }, done: string): void =>
    void change(() => call(peopleRoutes.changePerson, { params: { name }, body }), done);
  const remove = async (): Promise<void> => {
    const sure = await ask({
      title: texts('people.removeTitle', { name }),
      content: html`<p>${texts('people.removeText')}</p>`,
      choices: [{ value: true, label: texts('people.removeSure', { name }) }],
    });
    if (!sure) return;
    const result = await call(peopleRoutes.removePerson, { params: { name } });
    if (result.ok) {
      tray.beforeLeaving(() => true);
      tray.close();
      notify({ id: 'millwright-access', kind: 'success', text: texts('people.removed', { name }) });
      context.reload();
      return;
    }
    failure = failureText(result.failure, texts);
    draw();
  };
  const draw = (): void => {
    if (allowed)
      tray.setPrimary({
        label: texts('review.open'),
        disabled: busy || !isChanged(),
        run: () => openReview(tray, { edit: giveRoles(subject, before, roles), context, back: draw }),
      });
    tray.show(
      personView({
        person: now,
        roles,
        policy: all.current.policy,
        password,
        passwordReady: passwordProblem(password, name) === undefined,
        allowed,
        owners: all.keepers ?? [],
        busy,
        failure,
        own: me.name === name,
        lastKeeper: isLastKeeper(all, name),
        time: Date.now(),
        texts,
        format,
        setRoles: (chosen) => {
          roles = chosen;
          draw();
        },
        setPassword: (draft) => {
          password = draft;
          failure = undefined;
          draw();
        },
        savePassword: () => set({ password: password.password }, texts('people.passwordSet', { name })),
        setDisabled: (disabled) =>
          set({ disabled }, texts(disabled ? 'people.isDisabled' : 'people.isEnabled', { name })),
        unlock: () => set({ unlock: true }, texts('people.unlocked', { name })),
        remove: () => void remove(),
      }),
    );
  };
  askBeforeLeaving(tray, isChanged);
  draw();
}
