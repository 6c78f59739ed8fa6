import {
  choice,
  failureLine,
  html,
  lookOnlyLine,
  nothing,
  type TemplateResult,
  type TimeFormat,
  textInput,
} from '@millwright/editor';
import type { DestinationState } from '../../common/log.ts';
import type { AuditSettings, Destination, Hold } from '../../common/settings.ts';
import type { Kind } from '../destinations/draft.ts';
import { destinationListView } from '../destinations/list-view.ts';
import { noAnchor } from '../health/cover-view.ts';
import { holdListView } from '../holds/list-view.ts';
import type { AuditTexts } from '../texts.ts';
import type { GeneralDraft, ReadGeneral } from './general-draft.ts';
import { type Preview, retentionView } from './retention-view.ts';

export interface SettingsView {
  readonly settings: AuditSettings;
  readonly states: readonly DestinationState[];
  readonly draft: GeneralDraft;
  readonly read: ReadGeneral;
  readonly preview: Preview;
  /** What the user lacks; undefined for those who may change settings. */
  readonly permission: string | undefined;
  readonly failure: string | undefined;
  /** Somebody else has changed what is being edited here. */
  readonly changedMeanwhile: boolean;
  readonly busy: boolean;
  readonly texts: AuditTexts;
  readonly format: TimeFormat;
  change(draft: GeneralDraft): void;
  previewAgain(): void;
  /** Shows what others have saved instead of what is typed. */
  takeTheirs(): void;
  openDestination(destination: Destination): void;
  addDestination(kind: Kind): void;
  addHold(): void;
  endHold(hold: Hold): void;
}

/** All settings of the log: destinations and holds are saved one by one, the rest together. */
export function settingsView(view: SettingsView): TemplateResult {
  const { settings, permission, failure, changedMeanwhile, texts, format, takeTheirs } = view;
  const allowed = permission === undefined;
  return html`${permission === undefined ? nothing : lookOnlyLine(texts('settings.notAllowed', { permission }))}
    ${failure === undefined ? nothing : failureLine(`${texts('settings.notSaved')} ${failure}`)}
    ${
      changedMeanwhile
        ? html`<div class="mw-line mw-amber" role="status">
            <p>${texts('settings.changedMeanwhile')}</p>
            <button type="button" @click=${takeTheirs}>${texts('settings.takeTheirs')}</button>
          </div>`
        : nothing
    }
    <div class="mw-audit-log">
      <div>
        <section aria-labelledby="mw-audit-settings-destinations">
          <h3 id="mw-audit-settings-destinations">${texts('destinations.title')}</h3>
          ${settings.destinations.some(({ anchor, enabled }) => anchor && enabled) ? nothing : noAnchor(texts)}
          ${destinationListView({
            destinations: settings.destinations,
            states: view.states,
            allowed,
            texts,
            open: view.openDestination,
            add: view.addDestination,
          })}
        </section>
        <section aria-labelledby="mw-audit-settings-holds">
          <h3 id="mw-audit-settings-holds">${texts('holds.title')}</h3>
          ${holdListView({ holds: settings.holds, allowed, texts, format, add: view.addHold, end: view.endHold })}
        </section>
      </div>
      <fieldset class="mw-fields" ?disabled=${!allowed || view.busy}>
        ${general(view)}
      </fieldset>
    </div>`;
}

function general({ draft, read, preview, texts, change, previewAgain }: SettingsView): TemplateResult {
  const problems = read.ok ? undefined : read.problems;
  const { whenUnwritable } = draft;
  return html`${retentionView({
    keep: draft.keep,
    problems: problems?.keep,
    preview,
    texts,
    change: (name, keep) => change({ ...draft, keep: { ...draft.keep, [name]: keep } }),
    again: previewAgain,
  })}
    <fieldset class="mw-fields">
      <legend>${texts('unwritable.title')}</legend>
      <p class="mw-hint">${texts('unwritable.what')}</p>
      ${(['change', 'read'] as const).map((kind) =>
        choice({
          id: `mw-audit-unwritable-${kind}`,
          legend: texts(`unwritable.${kind}`),
          options: (['block', 'count'] as const).map((value) => ({
            value,
            label: texts(`unwritable.policies.${value}`),
            hint: texts(`unwritable.hints.${kind}.${value}`),
          })),
          chosen: whenUnwritable[kind],
          change: (value) => change({ ...draft, whenUnwritable: { ...whenUnwritable, [kind]: value } }),
        }),
      )}
    </fieldset>
    ${textInput({
      id: 'mw-audit-instance',
      label: texts('settings.instance'),
      hint: texts('settings.instanceHint'),
      problem: problems?.instance === undefined ? undefined : texts('settings.instanceTooLong'),
      maxLength: 100,
      value: draft.instance,
      change: (instance) => change({ ...draft, instance }),
    })}`;
}
