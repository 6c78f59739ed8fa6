import {
  call,
  failureLine,
  failureText,
  fieldValue,
  html,
  openTray,
  type TemplateResult,
  trayField,
} from '@millwright/editor';
import { ownRoutes } from '../../common/routes.ts';
import { editorChoices } from '../flows/choices.ts';
import { type Asked, questionFields } from '../parts/question-fields.ts';
import type { AccessContext, OpenContext } from '../sidebar/context.ts';
import { type Explained, explanationView } from './explanation-view.ts';

export interface WhyAsked {
  /** Undefined: the caller. */
  readonly user?: string | undefined;
  readonly asked?: Asked;
}

/** Asks for any person, action and target whether they may, and why. */
export function openWhy(context: AccessContext | OpenContext, first: WhyAsked): void {
  const { texts, me } = context;
  const title = texts('why.title');
  const tray = openTray({ title, label: title, width: 560 });
  const choices = editorChoices();
  const names = 'all' in context ? namesOf(context) : [];
  let user = first.user ?? me.name ?? '';
  let asked: Asked = first.asked ?? { action: 'flow.edit', target: undefined };
  let found: Explained | undefined;
  let failure: string | undefined;
  let running: AbortController | undefined;

  const isUnknown = (): boolean =>
    'all' in context && found !== undefined && found.subject !== me.name && !names.includes(found.subject);
  const explain = async (): Promise<void> => {
    running?.abort();
    running = new AbortController();
    const signal = AbortSignal.any([running.signal, tray.signal]);
    const { action, target } = asked;
    const body = {
      action,
      ...(user === '' || user === me.name ? {} : { subject: { user } }),
      ...(target === undefined ? {} : { target }),
    };
    const answer = await call(ownRoutes.explain, { body }, { signal });
    if (signal.aborted) return;
    found = answer.ok ? answer.value : undefined;
    failure = answer.ok ? undefined : failureText(answer.failure, texts);
    draw();
  };
  const who = (): TemplateResult =>
    trayField({
      id: 'mw-access-why-who',
      label: texts('why.who'),
      control: html`<input
          type="text"
          id="mw-access-why-who"
          list="mw-access-why-names"
          maxlength="200"
          autocomplete="off"
          spellcheck="false"
          ?readonly=${!('all' in context)}
          .value=${user}
          @change=${(event: Event) => {
            user = fieldValue(event).trim();
            void explain();
          }}
        />
        <datalist id="mw-access-why-names">${names.map((name) => html`<option value=${name}></option>`)}</datalist>`,
    });
  const draw = (): void =>
    tray.show(
      html`<p class="mw-hint">${texts('why.hint')}</p>
        ${who()}
        ${questionFields({
          id: 'mw-access-why',
          asked,
          choices,
          texts,
          change: (next) => {
            asked = next;
            void explain();
          },
        })}
        <div role="status">${failureLine(failure)} ${isUnknown() ? html`<p class="mw-hint">${texts('why.unknown', { name: found?.subject ?? user })}</p>` : html``} ${found === undefined ? html`` : explanationView(found, texts)}</div>`,
    );
  draw();
  void explain();
}

const namesOf = ({ all }: OpenContext): readonly string[] =>
  [...new Set([...all.people.map(({ name }) => name), ...all.sessions.map(({ user }) => user)])].sort();
