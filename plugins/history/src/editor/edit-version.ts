import {
  call,
  describedBy,
  failureText,
  hasPermission,
  html,
  nothing,
  type TemplateResult,
  trayCheck,
  trayField,
} from '@millwright/editor';
import { editRoutes } from '../common/routes.ts';
import type { VersionSummary } from '../common/version.ts';
import type { HistoryTexts } from './texts.ts';

export interface VersionEditorOptions {
  readonly version: VersionSummary;
  readonly texts: HistoryTexts;
  /** It was saved. */
  edited(version: VersionSummary): void;
  /** Something else is to be drawn. */
  redraw(): void;
}

type Part = 'name' | 'note' | 'pinned';

export interface VersionEditor {
  draw(): TemplateResult;
  /** Waits for what is being saved. @returns whether all of it is */
  settled(): Promise<boolean>;
}

/** Name, note and pin of a version, to be changed where they stand: what is entered is saved when the field is left. */
export function versionEditor(options: VersionEditorOptions): VersionEditor {
  const { texts, edited, redraw } = options;
  const { permission } = editRoutes.updateVersion;
  const allowed = hasPermission(permission);
  let { version } = options;
  let status: { readonly part: Part; readonly failure?: string } | undefined;

  let saving: Promise<boolean> | undefined;

  const save = async (part: Part, value: string | boolean): Promise<boolean> => {
    const kept = version[part] ?? '';
    if (value === kept) return true;
    const body = { [part]: value === '' ? null : value };
    const result = await call(editRoutes.updateVersion, { params: { number: version.number }, body });
    if (result.ok) {
      version = result.value;
      edited(version);
    }
    status = result.ok ? { part } : { part, failure: failureText(result.failure, texts) };
    redraw();
    return result.ok;
  };
  const begin = (part: Part, value: string | boolean): void => {
    const former = saving ?? true;
    const both = Promise.all([former, save(part, value)]).then((saved) => saved.every(Boolean));
    saving = both;
    void both.then(() => {
      if (saving === both) saving = undefined;
    });
  };
  const text = (part: 'name' | 'note') => ({
    change: (event: Event) => begin(part, (event.target as HTMLInputElement).value.trim()),
  });
  const onNameKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') (event.target as HTMLInputElement).blur();
  };
  const name = text('name');
  const note = text('note');
  const problem = (part: Part): string | undefined => (status?.part === part ? status.failure : undefined);

  const draw = (): TemplateResult => {
    const described = (part: Part, hint?: string) =>
      describedBy(`mw-history-${part}`, { hint, problem: problem(part) });
    return html`<div class="mw-history-edit">
      ${allowed ? nothing : html`<div class="mw-line">${texts('edit.notAllowed', { permission })}</div>`}
      ${trayField({
        id: 'mw-history-name',
        label: texts('edit.name'),
        problem: problem('name'),
        control: html`<input
          type="text"
          id="mw-history-name"
          maxlength="100"
          autocomplete="off"
          placeholder=${allowed ? texts('edit.namePlaceholder') : ''}
          ?disabled=${!allowed}
          aria-describedby=${described('name')}
          .value=${version.name ?? ''}
          @change=${name.change}
          @keydown=${onNameKey}
        />`,
      })}
      ${trayField({
        id: 'mw-history-note',
        label: texts('edit.note'),
        problem: problem('note'),
        control: html`<textarea
          id="mw-history-note"
          rows="2"
          maxlength="2000"
          placeholder=${allowed ? texts('edit.notePlaceholder') : ''}
          ?disabled=${!allowed}
          aria-describedby=${described('note')}
          .value=${version.note ?? ''}
          @change=${note.change}
        ></textarea>`,
      })}
      ${trayCheck({
        id: 'mw-history-pinned',
        label: texts('edit.pinned'),
        hint: texts('edit.pinnedHint'),
        problem: problem('pinned'),
        control: html`<input
          type="checkbox"
          id="mw-history-pinned"
          ?disabled=${!allowed}
          aria-describedby=${described('pinned', texts('edit.pinnedHint'))}
          .checked=${version.pinned}
          @change=${(event: Event) => begin('pinned', (event.target as HTMLInputElement).checked)}
        />`,
      })}
      <p class="mw-saved mw-good" role="status">${status && status.failure === undefined ? texts('edit.saved') : ''}</p>
    </div>`;
  };
  return { draw, settled: async () => (await saving) ?? true };
}
