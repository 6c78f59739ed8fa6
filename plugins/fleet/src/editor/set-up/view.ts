import {
  choice,
  failureLine,
  html,
  lookOnlyLine,
  nothing,
  type TemplateResult,
  textInput,
} from '@millwright/editor';
import type { FleetTexts } from '../texts.ts';
import { type SetUpDraft, type SetUpProblems, setUpModes } from './draft.ts';

export interface SetUpView {
  readonly draft: SetUpDraft;
  /** Empty until it was tried. */
  readonly problems: SetUpProblems;
  readonly failure: string | undefined;
  /** What the user lacks; undefined for those who may make a hub. */
  readonly permission: string | undefined;
  readonly busy: boolean;
  readonly texts: FleetTexts;
  change(draft: SetUpDraft): void;
}

/** How releases are to be signed: the one question that a hub has to have answered. */
export function setUpView(view: SetUpView): TemplateResult {
  const { draft, failure, permission, busy, texts, change } = view;
  return html`${permission === undefined ? nothing : lookOnlyLine(texts('notAllowed', { permission }))}
    ${failureLine(failure)}
    <p>${texts('setUp.what')}</p>
    <fieldset class="mw-fields" ?disabled=${busy || permission !== undefined}>
      ${choice({
        id: 'mw-fleet-set-up-mode',
        legend: texts('setUp.mode'),
        options: setUpModes.map((value) => ({
          value,
          label: texts(`setUp.modes.${value}`),
          hint: texts(`setUp.hints.${value}`),
        })),
        chosen: draft.mode,
        change: (mode) => change({ ...draft, mode }),
      })}
      ${fields(view)}
    </fieldset>`;
}

function fields({ draft, problems, texts, change }: SetUpView): TemplateResult {
  const problem = (field: keyof SetUpProblems): string | undefined => {
    const found = problems[field];
    return found === undefined ? undefined : texts(`setUp.problems.${found}`);
  };
  switch (draft.mode) {
    case 'one-key':
      return html`<div class="mw-line mw-amber" role="status"><p>${texts('setUp.oneKeyWarning')}</p></div>`;
    case 'sealed':
      return html`${textInput({
        id: 'mw-fleet-passphrase',
        label: texts('setUp.passphrase'),
        hint: texts('setUp.passphraseHint'),
        problem: problem('passphrase'),
        type: 'password',
        maxLength: 1000,
        value: draft.passphrase,
        change: (passphrase) => change({ ...draft, passphrase }),
      })}
      ${textInput({
        id: 'mw-fleet-passphrase-again',
        label: texts('setUp.again'),
        problem: problem('again'),
        type: 'password',
        maxLength: 1000,
        value: draft.again,
        change: (again) => change({ ...draft, again }),
      })}`;
    case 'elsewhere':
      return html`<ol class="mw-fleet-steps">
          <li>${texts('setUp.elsewhereMake')} <code>millwright fleet key</code></li>
          <li>${texts('setUp.elsewherePaste')}</li>
          <li>${texts('setUp.elsewhereSign')} <code>millwright fleet trust sign</code></li>
        </ol>
        ${textInput({
          id: 'mw-fleet-release-key',
          label: texts('setUp.releaseKey'),
          problem: problem('releaseKey'),
          placeholder: 'ed25519:…',
          maxLength: 200,
          value: draft.releaseKey,
          change: (releaseKey) => change({ ...draft, releaseKey }),
        })}`;
  }
}
