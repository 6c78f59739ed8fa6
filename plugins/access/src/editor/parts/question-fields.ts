import { type Action, actions } from '@millwright/access';
import { fieldValue, html, nothing, type TemplateResult, trayField } from '@millwright/editor';
import type { RouteInput } from '@millwright/schema';
import type { ownRoutes } from '../../common/routes.ts';
import type { FlowChoices } from '../flows/choices.ts';
import type { AccessTexts } from '../texts.ts';
import { actionAreas, actionText, areaText } from '../words/action-words.ts';

type Question = RouteInput<typeof ownRoutes.explain>['body'];
export type QuestionTarget = NonNullable<Question['target']>;

/** What is asked about: an action, and what it is done to (undefined: the whole instance). */
export interface Asked {
  readonly action: Action;
  readonly target: QuestionTarget | undefined;
}

export interface QuestionFields {
  readonly id: string;
  readonly asked: Asked;
  readonly choices: FlowChoices;
  readonly texts: AccessTexts;
  change(asked: Asked): void;
}

const kinds = ['tab', 'subflow', 'node'] as const;
const keyOf = (target: QuestionTarget | undefined): string =>
  target === undefined
    ? ''
    : target.kind === 'module'
      ? `module:${target.name}`
      : `${target.kind}:${target.id}`;

function targetOf(key: string): QuestionTarget | undefined {
  const [kind = '', ...rest] = key.split(':');
  const name = rest.join(':');
  if (kind === 'module') return { kind, name };
  const known = kinds.find((each) => each === kind);
  return known && { kind: known, id: name };
}

/** Selects for an action and a target. */
export function questionFields({ id, asked, choices, texts, change }: QuestionFields): TemplateResult {
  const key = keyOf(asked.target);
  const option = (value: string, label: string): TemplateResult =>
    html`<option value=${value} .selected=${value === key}>${label}</option>`;
  const setAction = (event: Event): void => {
    const action = actions.find((each) => each === fieldValue(event));
    if (action) change({ ...asked, action });
  };
  const known = new Set([
    '',
    ...kinds.flatMap((kind) => choices[kind].map((choice) => `${kind}:${choice.id}`)),
    ...choices.modules.map((name) => `module:${name}`),
  ]);
  const groups = kinds.filter((kind) => choices[kind].length > 0);
  const target = asked.target;
  const otherName =
    target && target.kind !== 'module' ? (choices.nameOf(target.kind, target.id) ?? key) : key;
  return html`<div class="mw-columns">
    ${trayField({
      id: `${id}-action`,
      label: texts('question.action'),
      control: html`<select id="${id}-action" @change=${setAction}>
        ${actionAreas.map(
          ({ area, actions: all }) => html`<optgroup label=${areaText(area, texts)}>
            ${all.map((action) => html`<option value=${action} .selected=${action === asked.action}>${actionText(action, texts)}</option>`)}
          </optgroup>`,
        )}
      </select>`,
    })}
    ${trayField({
      id: `${id}-target`,
      label: texts('question.target'),
      control: html`<select id="${id}-target" @change=${(event: Event) => change({ ...asked, target: targetOf(fieldValue(event)) })}>
        ${option('', texts('about.instance'))} ${known.has(key) ? nothing : option(key, otherName)}
        ${groups.map(
          (kind) => html`<optgroup label=${texts(`select.fields.${kind}`)}>
            ${choices[kind].map((choice) => option(`${kind}:${choice.id}`, choice.name))}
          </optgroup>`,
        )}
        <optgroup label=${texts('select.fields.module')}>
          ${choices.modules.map((name) => option(`module:${name}`, name))}
        </optgroup>
      </select>`,
    })}
  </div>`;
}
