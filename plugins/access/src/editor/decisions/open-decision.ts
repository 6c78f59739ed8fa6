import { actions } from '@millwright/access';
import { html, nothing, openTray } from '@millwright/editor';
import type { Decided } from '../../common/decisions.ts';
import type { Asked, QuestionTarget } from '../parts/question-fields.ts';
import type { OpenContext } from '../sidebar/context.ts';
import { subjectName } from '../sidebar/entries.ts';
import { actionText } from '../words/action-words.ts';
import { aboutText } from '../words/place-words.ts';
import { reasonText } from '../words/reason-words.ts';
import { openWhy } from './open-why.ts';

/** A decision as it was made; Why? asks by the rules that hold now. */
export function openDecision(decision: Decided, context: OpenContext): void {
  const { texts, format } = context;
  const { subject, time, operation, action, about, allowed, reasons } = decision;
  const title = texts('decision.title');
  const tray = openTray({ title, label: title, width: 480 });
  const asked = askedOf(decision);
  const why =
    asked === undefined || subject.kind !== 'user'
      ? undefined
      : () => openWhy(context, { user: subject.name, asked });
  tray.show(
    html`<p class="mw-access-verdict">
        <span class="mw-symbol ${allowed ? 'mw-good' : 'mw-bad'}" aria-hidden="true">${allowed ? '●' : '■'}</span>
        <b>${texts(allowed ? 'entry.allowed' : 'entry.refused')}</b>
      </p>
      <dl>
        <dt>${texts('decision.who')}</dt>
        <dd>${subjectName(subject, texts)}</dd>
        <dt>${texts('decision.what')}</dt>
        <dd>${actionText(action, texts)} · ${aboutText(about, texts)}</dd>
        <dt>${texts('decision.when')}</dt>
        <dd>${format.exact(time)}</dd>
        <dt>${texts('decision.operation')}</dt>
        <dd><code>${operation}</code></dd>
      </dl>
      ${
        reasons.length === 0
          ? nothing
          : html`<h3>${texts('decision.reasons')}</h3>
              <ul class="mw-access-list">
                ${reasons.map((reason) => html`<li>${reasonText(reason, texts)}</li>`)}
              </ul>`
      }
      ${
        why === undefined
          ? nothing
          : html`<div class="mw-access-actions">
              <button type="button" class="red-ui-button" @click=${why}>${texts('decision.why')}</button>
            </div>`
      }`,
  );
}

function askedOf({ action, about }: Decided): Asked | undefined {
  const known = actions.find((each) => each === action);
  return known && { action: known, target: targetOf(about) };
}

function targetOf({ kind, id, label }: Decided['about']): QuestionTarget | undefined {
  if (kind === 'module') {
    const name = label ?? id;
    return name === undefined ? undefined : { kind, name };
  }
  if (id === undefined || kind === 'instance' || kind === 'flows') return undefined;
  return { kind, id };
}
