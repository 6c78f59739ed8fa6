import { actions, type Policy, type Role } from '@millwright/access';
import { call, failureText, html, type TemplateResult } from '@millwright/editor';
import type { RouteAnswer } from '@millwright/schema';
import { policyRoutes } from '../../common/routes.ts';
import type { FlowChoices } from '../flows/choices.ts';
import { type Asked, questionFields } from '../parts/question-fields.ts';
import type { AccessTexts } from '../texts.ts';

export interface WhoContext {
  readonly texts: AccessTexts;
  readonly choices: FlowChoices;
  readonly signal: AbortSignal;
  /** By which rules; undefined while they cannot be asked. */
  policy(): Policy | undefined;
  draw(): void;
}

export interface WhoPreview {
  /** The rules are others: it is asked anew once they stay as they are for a moment. */
  changed(): void;
  view(draft: Role): TemplateResult;
}

type Answer =
  | { readonly state: 'asking' | 'incomplete' }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'known'; readonly found: RouteAnswer<typeof policyRoutes.whoMay> };

/** Milliseconds after the last change. */
const pause = 300;

/** Who may do something by rules that are not saved yet. */
export function createWhoPreview({ texts, choices, signal, policy, draw }: WhoContext): WhoPreview {
  let asked: Asked | undefined;
  let answer: Answer = { state: 'asking' };
  let running: AbortController | undefined;
  let typing: ReturnType<typeof setTimeout> | undefined;

  const ask = async (what: Asked): Promise<void> => {
    const rules = policy();
    if (rules === undefined) {
      answer = { state: 'incomplete' };
      draw();
      return;
    }
    running = new AbortController();
    const options = { signal: AbortSignal.any([signal, running.signal]) };
    const { action, target } = what;
    const body = { action, policy: rules, ...(target === undefined ? {} : { target }) };
    const found = await call(policyRoutes.whoMay, { body }, options);
    if (options.signal.aborted) return;
    answer = found.ok
      ? { state: 'known', found: found.value }
      : { state: 'failed', reason: failureText(found.failure, texts) };
    draw();
  };
  const changed = (): void => {
    running?.abort();
    clearTimeout(typing);
    typing = setTimeout(() => void (asked && ask(asked)), pause);
  };
  return {
    changed,
    view(draft) {
      asked ??= { action: firstAction(draft), target: undefined };
      return html`<fieldset class="mw-fields">
        <legend>${texts('who.title')}</legend>
        <p class="mw-hint">${texts('who.hint')}</p>
        ${questionFields({
          id: 'mw-access-who',
          asked,
          choices,
          texts,
          change: (next) => {
            asked = next;
            changed();
            draw();
          },
        })}
        <div role="status">${answerText(answer, texts)}</div>
      </fieldset>`;
    },
  };
}

function answerText(answer: Answer, texts: AccessTexts): TemplateResult {
  switch (answer.state) {
    case 'asking':
      return html`<p class="mw-hint">${texts('who.asking')}</p>`;
    case 'incomplete':
      return html`<p class="mw-hint">${texts('who.incomplete')}</p>`;
    case 'failed':
      return html`<p>${answer.reason}</p>`;
    case 'known': {
      const { users, roles } = answer.found;
      const none = texts('who.nobody');
      return html`<dl>
        <dt>${texts('who.people')}</dt>
        <dd>${users.length > 0 ? users.join(', ') : none}</dd>
        <dt>${texts('who.roles')}</dt>
        <dd>${roles.length > 0 ? roles.join(', ') : none}</dd>
      </dl>`;
    }
  }
}

/** The first action that the rules name. */
function firstAction({ rules }: Role): Asked['action'] {
  const named = rules.flatMap((rule) => rule.actions);
  return actions.find((action) => named.includes(action)) ?? 'flow.edit';
}
