import { html, nothing, type TemplateResult, type TimeFormat } from '@millwright/editor';
import type { VersionSummary } from '../../common/version.ts';
import type { HistoryTexts } from '../texts.ts';
import type { FileProblem } from './flow-file.ts';
import { type Side, sideKey } from './side.ts';

/** What the user has picked for a side: a side, or a kind of it of which the rest is still to come. */
export type Picked =
  | Side
  | { readonly pending: 'version' }
  | { readonly pending: 'file'; readonly problem?: FileProblem; readonly name?: string };

export interface Picker {
  readonly label: string;
  readonly picked: Picked;
  /** The newest ones; older ones are picked by their number. */
  readonly versions: readonly VersionSummary[];
  readonly texts: HistoryTexts;
  readonly format: TimeFormat;
  pick(picked: Picked): void;
  chooseFile(file: File): void;
}

const isPending = (picked: Picked): picked is Extract<Picked, { pending: unknown }> => 'pending' in picked;

/** A drop-down of all that can stand on a side, with a field for what the choice needs. */
export function sidePicker(picker: Picker): TemplateResult {
  const { label, picked, versions, texts, pick } = picker;
  const pending = isPending(picked) ? picked.pending : undefined;
  const key = isPending(picked) ? picked.pending : sideKey(picked);
  const number = 'version' in picked ? picked.version : undefined;
  const listed = versions.some((version) => version.number === number);
  const option = (value: string, text: string): TemplateResult =>
    html`<option value=${value} ?selected=${value === key}>${text}</option>`;
  const change = ({ currentTarget }: Event): void => {
    const { value } = currentTarget as HTMLSelectElement;
    pick(pickedOf(value));
  };
  return html`<div class="mw-compare-picker">
    <label><span>${label}</span>
    <select data-picked=${key} @change=${change}>
      ${option('running', texts('compare.pick.running'))} ${option('editor', texts('compare.pick.editor'))}
      ${option('file', 'file' in picked ? picked.file : texts('compare.pick.file'))}
      <optgroup label=${texts('compare.pick.versions')}>
        ${number === undefined || listed ? nothing : option(`version:${number}`, texts('compare.pick.version', { number: String(number) }))}
        ${versions.map((version) => option(`version:${version.number}`, versionOption(version, picker)))}
        ${option('version', texts('compare.pick.other'))}
      </optgroup>
    </select></label>
    ${
      pending === 'version'
        ? html`<input type="number" min="1" step="1" aria-label=${texts('compare.pick.number')} placeholder=${texts('compare.pick.number')}
            @change=${({ currentTarget }: Event) => {
              const chosen = (currentTarget as HTMLInputElement).valueAsNumber;
              if (Number.isSafeInteger(chosen) && chosen >= 1) pick({ version: chosen });
            }} />`
        : nothing
    }
    ${key === 'file' ? fileField(picker) : nothing}
  </div>`;
}

function fileField({ texts, chooseFile, label }: Picker): TemplateResult {
  const change = ({ currentTarget }: Event): void => {
    const [file] = (currentTarget as HTMLInputElement).files ?? [];
    if (file) chooseFile(file);
  };
  return html`<input type="file" accept=".json,application/json" aria-label=${`${label}: ${texts('compare.pick.file')}`} @change=${change} />`;
}

function pickedOf(value: string): Picked {
  if (value === 'running') return { running: true };
  if (value === 'editor') return { editor: true };
  if (value === 'file' || value === 'version') return { pending: value };
  return { version: Number(value.slice('version:'.length)) };
}

function versionOption({ number, name, time, state }: VersionSummary, { texts, format }: Picker): string {
  const facts = [texts('compare.pick.version', { number: String(number) })];
  if (name !== undefined) facts.push(name);
  facts.push(state === 'current' ? texts('row.current') : format.brief(time));
  return facts.join(' · ');
}
