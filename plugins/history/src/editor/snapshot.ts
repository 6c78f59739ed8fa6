import {
  call,
  describedBy,
  failureText,
  hasUnsavedWork,
  html,
  nothing,
  notify,
  openTray,
  trayCheck,
  trayField,
} from '@millwright/editor';
import { editRoutes } from '../common/routes.ts';
import type { VersionSummary } from '../common/version.ts';
import type { HistoryTexts } from './texts.ts';

export interface SnapshotOptions {
  readonly texts: HistoryTexts;
  taken(version: VersionSummary): void;
}

/** Asks for a name, and gives it to what runs now. */
export function openSnapshot({ texts, taken }: SnapshotOptions): void {
  const title = texts('snapshot.title');
  const tray = openTray({ title, label: title, width: 440, focus: '#mw-snapshot-name' });
  let name = '';
  let note = '';
  let pinned = false;
  let problem: string | undefined;
  let failure: string | undefined;
  let busy = false;

  const take = async (): Promise<void> => {
    if (busy) return;
    problem = name.trim() === '' ? texts('snapshot.nameMissing') : undefined;
    if (problem !== undefined) {
      draw();
      document.getElementById('mw-snapshot-name')?.focus();
      return;
    }
    busy = true;
    draw();
    const trimmed = note.trim();
    // Without a tick, a pin that is there stays.
    const body = {
      name: name.trim(),
      ...(pinned ? { pinned } : {}),
      ...(trimmed === '' ? {} : { note: trimmed }),
    };
    const result = await call(editRoutes.takeSnapshot, { body });
    busy = false;
    if (result.ok) {
      taken(result.value);
      tray.close();
      const number = String(result.value.number);
      notify({ kind: 'success', text: texts('snapshot.taken', { number, name: body.name }) });
      return;
    }
    failure = failureText(result.failure, texts);
    draw();
  };
  const draw = (): void => {
    tray.setPrimary({ label: texts('snapshot.button'), disabled: busy, run: () => void take() });
    tray.show(html`<p>${texts('snapshot.what')}</p>
      ${hasUnsavedWork() ? html`<div class="mw-line">${texts('snapshot.unsaved')}</div>` : nothing}
      ${failure === undefined ? nothing : html`<div class="mw-line mw-amber" role="alert">${texts('snapshot.failed')} ${failure}</div>`}
      ${trayField({
        id: 'mw-snapshot-name',
        label: texts('edit.name'),
        problem,
        control: html`<input
          type="text"
          id="mw-snapshot-name"
          maxlength="100"
          autocomplete="off"
          aria-required="true"
          aria-describedby=${describedBy('mw-snapshot-name', { problem })}
          placeholder=${texts('snapshot.namePlaceholder')}
          @input=${(event: Event) => {
            name = (event.target as HTMLInputElement).value;
          }}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key === 'Enter') void take();
          }}
        />`,
      })}
      ${trayField({
        id: 'mw-snapshot-note',
        label: texts('edit.note'),
        control: html`<textarea
          id="mw-snapshot-note"
          rows="3"
          maxlength="2000"
          placeholder=${texts('edit.notePlaceholder')}
          @input=${(event: Event) => {
            note = (event.target as HTMLTextAreaElement).value;
          }}
        ></textarea>`,
      })}
      ${trayCheck({
        id: 'mw-snapshot-pinned',
        label: texts('edit.pinned'),
        hint: texts('snapshot.pinnedHint'),
        control: html`<input
          type="checkbox"
          id="mw-snapshot-pinned"
          aria-describedby="mw-snapshot-pinned-hint"
          @change=${(event: Event) => {
            pinned = (event.target as HTMLInputElement).checked;
          }}
        />`,
      })}`);
  };
  draw();
}
