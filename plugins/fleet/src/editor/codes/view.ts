import {
  failureLine,
  fieldValue,
  html,
  lookOnlyLine,
  nothing,
  type TemplateResult,
  type TimeFormat,
  textInput,
  trayField,
} from '@millwright/editor';
import type { DeviceSummary, EnrolmentCode } from '../../common/devices.ts';
import type { FleetTexts } from '../texts.ts';
import { enrolCommand, shellWord } from '../words/commands.ts';
import { copyField } from '../words/copy-field.ts';
import { labelsEditor } from '../words/labels-editor.ts';
import { toneSymbol } from '../words/state.ts';
import { type CodeDraft, type CodeProblems, lifetimes, lifetimeText } from './draft.ts';

export type MadeCode = EnrolmentCode & { readonly code: string };

export interface CodeView {
  readonly draft: CodeDraft;
  readonly problems: CodeProblems;
  readonly made: MadeCode | undefined;
  /** Those that are still good. */
  readonly codes: readonly EnrolmentCode[];
  /** Devices whose words nobody has compared. */
  readonly waiting: readonly DeviceSummary[];
  /** What the user lacks; undefined for those who may make codes. */
  readonly permission: string | undefined;
  readonly failure: string | undefined;
  readonly busy: boolean;
  /** Where this page reaches the hub. */
  readonly here: string;
  readonly texts: FleetTexts;
  readonly format: TimeFormat;
  change(draft: CodeDraft): void;
  remove(code: EnrolmentCode): void;
  open(device: DeviceSummary): void;
}

/** A form for a code, then the code with all that can be done with it; and what came of former ones. */
export function codeView(view: CodeView): TemplateResult {
  const { made, permission, failure, texts } = view;
  return html`${permission === undefined ? nothing : lookOnlyLine(texts('notAllowed', { permission }))}
    ${failureLine(failure)} ${waitingView(view)}
    ${made === undefined ? form(view) : madeView(made, view)}
    ${goodCodes(view)}
    ${made === undefined ? nothing : html`<p class="mw-hint">${texts('code.once')}</p>`}`;
}

function form({ draft, problems, permission, busy, here, texts, change }: CodeView): TemplateResult {
  return html`<p>${texts('code.what')}</p>
    <fieldset class="mw-fields" ?disabled=${busy || permission !== undefined}>
      <div class="mw-columns">
        ${textInput({
          id: 'mw-fleet-code-uses',
          label: texts('code.uses'),
          hint: texts('code.usesHint'),
          problem: problems.uses ? texts('code.usesWrong') : undefined,
          maxLength: 4,
          numeric: true,
          value: draft.uses,
          change: (uses) => change({ ...draft, uses }),
        })}
        ${trayField({
          id: 'mw-fleet-code-lasts',
          label: texts('code.lasts'),
          control: html`<select id="mw-fleet-code-lasts" @change=${(event: Event) => change({ ...draft, lasts: Number(fieldValue(event)) })}>
            ${lifetimes.map(
              (minutes) =>
                html`<option value=${minutes} ?selected=${minutes === draft.lasts}>${lifetimeText(minutes, texts.locale)}</option>`,
            )}
          </select>`,
        })}
      </div>
      ${labelsEditor({
        id: 'mw-fleet-code-label',
        rows: draft.labels,
        texts,
        change: (labels) => change({ ...draft, labels }),
      })}
      ${textInput({
        id: 'mw-fleet-code-note',
        label: texts('code.note'),
        hint: texts('code.noteHint'),
        maxLength: 200,
        value: draft.note,
        change: (note) => change({ ...draft, note }),
      })}
      ${textInput({
        id: 'mw-fleet-code-url',
        label: texts('code.url'),
        hint: texts('code.urlHint'),
        problem: problems.url ? texts('code.urlWrong') : undefined,
        placeholder: here,
        maxLength: 200,
        value: draft.url,
        change: (url) => change({ ...draft, url }),
      })}
    </fieldset>`;
}

function madeView({ code, expires, usesLeft }: MadeCode, { texts, format }: CodeView): TemplateResult {
  const field = (id: string, label: string, text: string): TemplateResult =>
    copyField({ id: `mw-fleet-${id}`, label, text, texts });
  return html`${field('made-code', texts('code.code'), code)}
    <p>${texts.counted('code.goodFor', usesLeft, { until: format.brief(expires) })}</p>
    <h3>${texts('code.howTitle')}</h3>
    <p>${texts('code.howSidebar')}</p>
    ${field('made-env', texts('code.howStart'), `MILLWRIGHT_ENROL=${shellWord(code)} node-red`)}
    ${field('made-command', texts('code.howCommand'), enrolCommand)}
    <p class="mw-hint">${texts('code.thenWords')}</p>`;
}

function waitingView({ waiting, texts, open }: CodeView): TemplateResult | typeof nothing {
  if (waiting.length === 0) return nothing;
  return html`<section class="mw-line" role="status" aria-label=${texts('code.waiting')}>
    <p>${texts('code.waiting')}</p>
    <ul class="mw-fleet-items">
      ${waiting.map(
        (device) => html`<li>
          ${toneSymbol('attention')}
          <div><b>${device.name}</b></div>
          <button type="button" class="red-ui-button red-ui-button-small" aria-label=${texts('code.compareOne', { name: device.name })} @click=${() => open(device)}>
            ${texts('code.compare')}
          </button>
        </li>`,
      )}
    </ul>
  </section>`;
}

function goodCodes({
  codes,
  permission,
  busy,
  texts,
  format,
  remove,
}: CodeView): TemplateResult | typeof nothing {
  if (codes.length === 0) return nothing;
  return html`<h3>${texts('code.good')}</h3>
    <ul class="mw-fleet-items">
      ${codes.map((code) => {
        const name = code.note ?? texts('code.unnamed', { until: format.brief(code.expires) });
        const facts = [
          texts.counted('code.usesLeft', code.usesLeft),
          texts('code.until', { until: format.brief(code.expires) }),
          code.labels.map((label) => `${label.name}=${label.value}`),
          code.by === undefined ? [] : texts('code.by', { by: code.by }),
        ].flat();
        return html`<li>
          <div><p>${name}</p><p class="mw-hint">${facts.join(' · ')}</p></div>
          <button type="button" class="red-ui-button red-ui-button-small" ?disabled=${busy || permission !== undefined} aria-label=${texts('code.takeBackOne', { name })} @click=${() => remove(code)}>
            ${texts('code.takeBack')}
          </button>
        </li>`;
      })}
    </ul>`;
}
