import {
  askBeforeLeaving,
  call,
  failureText,
  hasPermission,
  notify,
  type OpenTray,
  openTray,
  type TimeFormat,
  trayLoader,
} from '@millwright/editor';
import { settingsRoutes } from '../common/routes.ts';
import type { HistorySettings } from '../common/settings.ts';
import { draftOf, readDraft, type SettingsDraft } from './settings-draft.ts';
import { type Preview, settingsView } from './settings-view.ts';
import type { HistoryTexts } from './texts.ts';

export interface SettingsContext {
  readonly texts: HistoryTexts;
  readonly format: TimeFormat;
  /** Versions may be gone. */
  reload(): void;
}

/** Milliseconds after the last key until it is asked what a retention would delete. */
const pause = 300;
/** Deleting and tidying up thousands of versions takes a while. */
const saveTimeout = 120_000;

/** Opens the settings of history. What a retention will delete is shown before it can be saved. */
export function openSettings(context: SettingsContext): void {
  const title = context.texts('settings.title');
  const tray = openTray({ title, label: title, width: 480 });
  const { texts } = context;
  const load = trayLoader(tray, {
    loading: texts('settings.loading'),
    failed: texts('settings.failed'),
    texts,
    ask: (signal) => call(settingsRoutes.getSettings, {}, { signal }),
    take: (found) => edit(tray, found, context),
  });
  void load();
}

function edit(tray: OpenTray, saved: HistorySettings, context: SettingsContext): void {
  const { texts, format } = context;
  const { permission } = settingsRoutes.setSettings;
  const allowed = hasPermission(permission);
  let draft = draftOf(saved, texts.locale);
  let preview: Preview = { state: 'none' };
  let failure: string | undefined;
  let saving = false;
  let asked: AbortController | undefined;
  let typing: ReturnType<typeof setTimeout> | undefined;

  const foretell = async (): Promise<void> => {
    const read = readDraft(draft);
    if (!read.ok) return;
    asked = new AbortController();
    const { signal } = asked;
    const options = { signal: AbortSignal.any([signal, tray.signal]) };
    const found = await call(settingsRoutes.previewRetention, { body: read.settings.retention }, options);
    if (options.signal.aborted) return;
    preview = found.ok
      ? { state: 'ready', found: found.value }
      : { state: 'failed', reason: failureText(found.failure, texts) };
    draw();
  };
  const look = (wait: number): void => {
    asked?.abort();
    clearTimeout(typing);
    preview = readDraft(draft).ok ? { state: 'loading' } : { state: 'none' };
    typing = setTimeout(() => void foretell(), wait);
  };
  const change = (more: Partial<SettingsDraft>): void => {
    draft = { ...draft, ...more };
    failure = undefined;
    look(pause);
    draw();
  };
  const save = async (): Promise<void> => {
    const read = readDraft(draft);
    if (!read.ok || saving) return;
    saving = true;
    draw();
    const result = await call(settingsRoutes.setSettings, { body: read.settings }, { timeout: saveTimeout });
    saving = false;
    if (result.ok) {
      tray.close();
      notify({ kind: 'success', text: texts('settings.saved') });
      context.reload();
      return;
    }
    failure = failureText(result.failure, texts);
    draw();
  };
  const isChanged = (): boolean => JSON.stringify(draft) !== JSON.stringify(draftOf(saved, texts.locale));
  askBeforeLeaving(tray, isChanged);
  const draw = (): void => {
    const doomed = preview.state === 'ready' ? preview.found.versions : 0;
    if (allowed)
      tray.setPrimary({
        label: doomed > 0 ? texts.counted('settings.saveAndDelete', doomed) : texts('settings.save'),
        disabled: saving || preview.state !== 'ready',
        run: () => void save(),
      });
    tray.show(
      settingsView({
        draft,
        read: readDraft(draft),
        preview,
        failure,
        permission: allowed ? undefined : permission,
        texts,
        format,
        change,
        again: () => {
          look(0);
          draw();
        },
      }),
    );
  };
  look(0);
  draw();
}
