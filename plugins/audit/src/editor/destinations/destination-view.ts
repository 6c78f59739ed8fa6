import {
  failureLine,
  html,
  lookOnlyLine,
  nothing,
  type TemplateResult,
  tick,
  toldText,
} from '@millwright/editor';
import type { RouteAnswer } from '@millwright/schema';
import type { destinationRoutes } from '../../common/routes.ts';
import { eventClasses } from '../../common/settings.ts';
import { symbol } from '../health/tone.ts';
import { type FieldsContext, kindFields, text } from './kind-fields.ts';

export type TestAnswer = RouteAnswer<typeof destinationRoutes.testDestination>;
export type TestState =
  | { readonly state: 'none' | 'running' }
  | { readonly state: 'done'; readonly answer: TestAnswer }
  | { readonly state: 'failed'; readonly reason: string };

export interface DestinationView extends FieldsContext {
  /** What the user lacks; undefined for those who may change it. */
  readonly permission: string | undefined;
  readonly failure: string | undefined;
  readonly busy: boolean;
  readonly test: TestState;
  /** Undefined for those who may not. */
  readonly runTest: (() => void) | undefined;
  /** What one lacks for a test; undefined for those who may, and for those who may not even change it. */
  readonly testPermission: string | undefined;
  /** Undefined for a new one. */
  readonly remove: (() => void) | undefined;
}

/** The form of one destination. */
export function destinationView(view: DestinationView): TemplateResult {
  const { draft, problems, texts, change, permission, failure, busy } = view;
  const { classes } = draft;
  const toggle = (name: (typeof eventClasses)[number], checked: boolean): void =>
    change({
      ...draft,
      classes: eventClasses.filter((each) => (each === name ? checked : classes.includes(each))),
    });
  return html`${permission === undefined ? nothing : lookOnlyLine(texts('settings.notAllowed', { permission }))}
    ${failureLine(failure)}
    <p>${texts(`destination.what.${draft.kind}`)}</p>
    <fieldset class="mw-fields" ?disabled=${permission !== undefined || busy}>
      ${text(view, 'name', 100)} ${kindFields(view)}
      ${tick({
        id: 'mw-audit-destination-enabled',
        label: texts('destination.enabled'),
        hint: texts('destination.enabledHint'),
        checked: draft.enabled,
        change: (enabled) => change({ ...draft, enabled }),
      })}
      <fieldset class="mw-fields mw-choice">
        <legend>${texts('destination.content')}</legend>
        ${problems.what === undefined ? nothing : html`<p class="mw-field-problem" role="alert">${texts('destination.problems.nothing')}</p>`}
        ${tick({
          id: 'mw-audit-destination-anchor',
          label: texts('destination.anchor'),
          hint: texts('destination.anchorHint'),
          checked: draft.anchor,
          change: (anchor) => change({ ...draft, anchor }),
        })}
        ${eventClasses.map((name) =>
          tick({
            id: `mw-audit-destination-class-${name}`,
            label: texts(`classes.${name}.name`),
            hint: texts(`classes.${name}.what`),
            checked: classes.includes(name),
            change: (checked) => toggle(name, checked),
          }),
        )}
      </fieldset>
    </fieldset>
    ${buttons(view)}
    ${
      view.testPermission === undefined
        ? nothing
        : html`<p class="mw-hint">${texts('destination.testNotAllowed', { permission: view.testPermission })}</p>`
    }
    <div class="mw-audit-test" role="status">${testResult(view.test, texts)}</div>`;
}

function buttons({ test, runTest, remove, permission, busy, texts }: DestinationView): TemplateResult {
  return html`<div class="mw-audit-buttons">
    <button
      type="button"
      class="red-ui-button"
      ?disabled=${runTest === undefined || test.state === 'running'}
      @click=${() => runTest?.()}
    >${texts('destination.test')}</button>
    ${
      remove === undefined || permission !== undefined
        ? nothing
        : html`<button type="button" class="red-ui-button mw-danger" ?disabled=${busy} @click=${remove}>${texts('destination.remove')}</button>`
    }
  </div>`;
}

function testResult(test: TestState, texts: DestinationView['texts']): TemplateResult | typeof nothing {
  switch (test.state) {
    case 'none':
      return nothing;
    case 'running':
      return html`<p class="mw-hint"><i class="fa fa-circle-o-notch fa-spin" aria-hidden="true"></i> ${texts('destination.testing')}</p>`;
    case 'failed':
      return html`<p>${symbol('bad')} ${test.reason}</p>`;
    case 'done': {
      const { ok, milliseconds, problem } = test.answer;
      if (ok) return html`<p>${symbol('good')} ${texts('destination.testWorked', { milliseconds })}</p>`;
      return html`<p>${symbol('bad')} ${texts('destination.testFailed')} ${problem === undefined ? nothing : toldText(problem, texts)}</p>
        ${problem === undefined ? nothing : html`<p class="mw-hint">${texts('log.code', { code: problem.code })}</p>`}`;
    }
  }
}
