import {
  describedBy,
  formatBytes,
  html,
  nothing,
  type SizeUnit,
  sizeUnits,
  type TemplateResult,
  type TimeFormat,
  trayField,
  words,
} from '@millwright/editor';
import type { HistorySettings, RetentionPreview } from '../common/settings.ts';
import type { NumberField, ReadDraft, SettingsDraft } from './settings-draft.ts';
import type { HistoryTexts } from './texts.ts';

/** What the retention that is typed would delete, as far as that is known. */
export type Preview =
  | { readonly state: 'none' | 'loading' }
  | { readonly state: 'ready'; readonly found: RetentionPreview }
  | { readonly state: 'failed'; readonly reason: string };

export interface SettingsViewContext {
  readonly draft: SettingsDraft;
  readonly read: ReadDraft;
  readonly preview: Preview;
  /** Why it could not be saved. */
  readonly failure: string | undefined;
  /** What the user lacks; undefined for those who may change settings. */
  readonly permission: string | undefined;
  readonly texts: HistoryTexts;
  readonly format: TimeFormat;
  change(more: Partial<SettingsDraft>): void;
  /** Asks once more what would be deleted. */
  again(): void;
}

/** The form of the settings. */
export function settingsView(context: SettingsViewContext): TemplateResult {
  const { draft, texts, permission, failure, change } = context;
  return html`${permission === undefined ? nothing : html`<div class="mw-line">${texts('settings.notAllowed', { permission })}</div>`}
    ${failure === undefined ? nothing : html`<div class="mw-line mw-amber" role="alert">${texts('settings.notSaved')} ${failure}</div>`}
    <fieldset class="mw-fields" ?disabled=${permission !== undefined}>
      <legend>${texts('settings.whenNotKept')}</legend>
      ${(['warn', 'refuse'] as const).map((value) => policy(value, context))}
    </fieldset>
    <fieldset class="mw-fields" ?disabled=${permission !== undefined}>
      <legend>${texts('settings.retention')}</legend>
      <p class="mw-hint">${texts('settings.retentionHint')}</p>
      <div class="mw-columns">
      ${number('keepAll', texts('settings.days'), context)} ${number('keepDaily', texts('settings.daysOld'), context)}
      ${number('maxVersions', texts('settings.versions'), context)}
      ${number(
        'maxSize',
        html`<select
          aria-label=${texts('settings.unit')}
          @change=${(event: Event) => change({ sizeUnit: (event.target as HTMLSelectElement).value as SizeUnit })}
        >
          ${(Object.keys(sizeUnits) as SizeUnit[]).map((unit) => html`<option value=${unit} ?selected=${unit === draft.sizeUnit}>${texts(`settings.units.${unit}`)}</option>`)}
        </select>`,
        context,
      )}
      </div>
    </fieldset>
    <div class="mw-history-preview" role="status">${previewContent(context)}</div>`;
}

function policy(
  value: HistorySettings['whenNotKept'],
  { draft, texts, change }: SettingsViewContext,
): TemplateResult {
  const id = `mw-history-policy-${value}`;
  return html`<div class="mw-field mw-field-check">
    <label for=${id}
      ><input
        type="radio"
        name="mw-history-policy"
        id=${id}
        aria-describedby="${id}-hint"
        .checked=${draft.whenNotKept === value}
        @change=${() => change({ whenNotKept: value })}
      />
      <span>${texts(`settings.policies.${value}`)}</span></label
    >
    <p class="mw-hint" id="${id}-hint">${texts(`settings.policyHints.${value}`)}</p>
  </div>`;
}

function number(
  field: NumberField,
  unit: string | TemplateResult,
  { draft, read, texts, change }: SettingsViewContext,
): TemplateResult {
  const id = `mw-history-${field}`;
  const found = read.ok ? undefined : read.problems[field];
  const problem =
    found === undefined
      ? undefined
      : found === 'range'
        ? texts(`settings.problems.${field}`)
        : texts(`settings.problems.${found}`);
  const hint = field === 'maxVersions' ? texts('settings.maxVersionsHint') : undefined;
  return trayField({
    id,
    label: texts(`settings.${field}`),
    hint,
    problem,
    control: html`<span class="mw-with-unit"
      ><input
        type="text"
        inputmode="decimal"
        id=${id}
        autocomplete="off"
        maxlength="12"
        aria-invalid=${problem !== undefined}
        aria-describedby=${describedBy(id, { hint, problem })}
        .value=${draft[field]}
        @input=${(event: Event) => change({ [field]: (event.target as HTMLInputElement).value })}
      />
      ${typeof unit === 'string' ? html`<span>${unit}</span>` : unit}</span
    >`,
  });
}

function previewContent(context: SettingsViewContext): TemplateResult | typeof nothing {
  const { preview, texts, again } = context;
  switch (preview.state) {
    case 'none':
      return nothing;
    case 'loading':
      return html`<p class="mw-hint"><i class="fa fa-circle-o-notch fa-spin" aria-hidden="true"></i> ${texts('settings.previewing')}</p>`;
    case 'failed':
      return html`<div class="mw-line mw-amber">
        <p>${texts('settings.previewFailed')} ${preview.reason}</p>
        <button type="button" @click=${again}>${words().tryAgain}</button>
      </div>`;
    case 'ready':
      return found(preview.found, context);
  }
}

function found(preview: RetentionPreview, { texts, format }: SettingsViewContext): TemplateResult {
  const { versions, bytes, remaining, oldest, newest, list, tooLarge } = preview;
  const large = tooLarge
    ? html`<div class="mw-line mw-amber"><p>${texts('settings.tooLarge')}</p></div>`
    : nothing;
  if (versions === 0)
    return html`${large}
      <p><span class="mw-good mw-symbol" aria-hidden="true">●</span> ${texts.counted('settings.deletesNone', remaining)}</p>`;
  const named = (version: { number: number; time: number } | undefined): string =>
    version === undefined
      ? '–'
      : `${texts('row.number', { number: String(version.number) })}, ${format.exact(version.time)}`;
  const more = versions - list.length;
  return html`${large}
    <div class="mw-line mw-history-doomed">
      <p>
        <span class="mw-bad mw-symbol" aria-hidden="true">▲</span>
        <b>${texts.counted('settings.deletes', versions, { size: formatBytes(bytes, texts.locale) })}</b>
        ${texts.counted('settings.stay', remaining)}
      </p>
      <dl>
        <dt>${texts('settings.oldest')}</dt>
        <dd>${named(oldest)}</dd>
        <dt>${texts('settings.newest')}</dt>
        <dd>${named(newest)}</dd>
      </dl>
      <details class="mw-history-section">
        <summary>${texts('settings.which')}</summary>
        <ul>
          ${list.map((version) => html`<li>${named(version)}</li>`)}
          ${more > 0 ? html`<li>${texts.counted('row.moreParts', more)}</li>` : nothing}
        </ul>
      </details>
    </div>`;
}
