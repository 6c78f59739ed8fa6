import { type Chip, html, type TemplateResult } from '@millwright/editor';
import type { AccessTexts } from '../texts.ts';
import { type EntryFilter, type EntryKind, entryKinds } from './entries.ts';

type SetFilter = (filter: EntryFilter) => void;

/** The panel of filters: which kind of things is shown. */
export function filterPanel(filter: EntryFilter, texts: AccessTexts, set: SetFilter): TemplateResult {
  const choose = ({ target }: Event): void =>
    set({ ...filter, kind: (target as HTMLSelectElement).value as EntryKind | '' });
  const option = (value: EntryKind | '', label: string): TemplateResult =>
    html`<option value=${value} .selected=${value === filter.kind}>${label}</option>`;
  return html`<label
    >${texts('filter.kind')}<select @change=${choose}>
      ${option('', texts('filter.all'))} ${entryKinds.map((kind) => option(kind, texts(`group.${kind}`)))}
    </select></label
  >`;
}

export function kindChips(filter: EntryFilter, texts: AccessTexts, set: SetFilter): Chip[] {
  const { kind } = filter;
  if (kind === '') return [];
  return [{ label: texts(`group.${kind}`), remove: () => set({ ...filter, kind: '' }) }];
}
