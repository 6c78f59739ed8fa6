import {
  askBeforeLeaving,
  call,
  failedState,
  failureText,
  hasPermission,
  installStyle,
  loadingState,
  notify,
  type OpenTray,
  onMessage,
  openTray,
} from '@millwright/editor';
import type { DestinationState } from '../../common/log.ts';
import {
  area,
  healthNews,
  logRoutes,
  retentionRoutes,
  settingsNews,
  settingsRoutes,
  topics,
} from '../../common/routes.ts';
import type { AuditSettings } from '../../common/settings.ts';
import { openDestination, openNewDestination } from '../destinations/open-destination.ts';
import type { LogContext } from '../health/context.ts';
import { logStyle } from '../health/style.ts';
import { endHold, openNewHold } from '../holds/open-hold.ts';
import type { SettingsContext } from './context.ts';
import {
  type GeneralDraft,
  type GeneralSettings,
  generalDraft,
  generalEdit,
  readGeneral,
} from './general-draft.ts';
import { doomed, type Preview } from './retention-view.ts';
import { saveSettings } from './save.ts';
import { settingsView } from './settings-view.ts';

/** Milliseconds after the last key until it is asked what a retention would prune. */
const pause = 300;
/** Milliseconds after which it is asked anew how the destinations are doing. */
const statesEvery = 5000;

/** Opens the settings of the log: destinations, retention, holds, and what becomes of what cannot be recorded. */
export function openSettings(context: Pick<LogContext, 'texts' | 'format' | 'reload'>): void {
  installStyle(logStyle);
  const title = context.texts('settings.title');
  const tray = openTray({ title, label: title, width: 'wide', onClose: () => stop() });
  const stop = showSettings(tray, context);
}

/** @returns stops listening */
function showSettings(
  tray: OpenTray,
  { texts, format, reload }: Pick<LogContext, 'texts' | 'format' | 'reload'>,
): () => void {
  const { permission } = settingsRoutes.setSettings;
  const allowed = hasPermission(permission);
  /** As they are on the server, as far as is known. */
  let settings: AuditSettings | undefined;
  /** What the form began with. */
  let before: GeneralSettings | undefined;
  let draft: GeneralDraft | undefined;
  let states: readonly DestinationState[] = [];
  let preview: Preview = { state: 'none' };
  let failure: string | undefined;
  let busy = false;
  let asked: AbortController | undefined;
  let typing: ReturnType<typeof setTimeout> | undefined;

  const isChanged = (): boolean =>
    before !== undefined && JSON.stringify(draft) !== JSON.stringify(generalDraft(before, texts.locale));
  const begin = (from: AuditSettings): void => {
    before = from;
    draft = generalDraft(from, texts.locale);
    look(0);
  };
  /** What is typed stays; whether others have changed the same is told. */
  const take = (next: AuditSettings): void => {
    settings = next;
    if (!isChanged()) begin(next);
    draw();
  };
  const load = async (): Promise<void> => {
    if (settings === undefined) tray.show(loadingState(texts('settings.loading')));
    const found = await call(settingsRoutes.getSettings, {}, { signal: tray.signal });
    if (tray.signal.aborted) return;
    if (found.ok) {
      take(found.value);
    } else if (settings === undefined) {
      const title = texts('settings.failed');
      const { failure: why } = found;
      tray.show(
        failedState({
          title,
          failure: why,
          texts,
          retry: () => void load(),
        }),
      );
    }
  };

  /** How the destinations are doing: nothing else waits for it. */
  const loadStates = async (): Promise<void> => {
    const found = await call(logRoutes.getHealth, {}, { signal: tray.signal });
    if (!found.ok) return;
    states = found.value.destinations;
    draw();
  };

  const foretell = async (): Promise<void> => {
    const read = draft === undefined ? undefined : readGeneral(draft);
    if (!read?.ok) return;
    asked = new AbortController();
    const signal = AbortSignal.any([asked.signal, tray.signal]);
    const found = await call(retentionRoutes.previewRetention, { body: read.settings.retention }, { signal });
    if (signal.aborted) return;
    preview = found.ok
      ? { state: 'ready', found: found.value }
      : { state: 'failed', reason: failureText(found.failure, texts) };
    draw();
  };
  const look = (wait: number): void => {
    asked?.abort();
    clearTimeout(typing);
    preview = draft !== undefined && readGeneral(draft).ok ? { state: 'loading' } : { state: 'none' };
    typing = setTimeout(() => void foretell(), wait);
  };
  const save = async (): Promise<void> => {
    const read = draft === undefined ? undefined : readGeneral(draft);
    if (!read?.ok || before === undefined || busy) return;
    busy = true;
    failure = undefined;
    draw();
    const result = await saveSettings(generalEdit(before, read.settings));
    busy = false;
    if (result.ok) {
      tray.beforeLeaving(() => true);
      tray.close();
      notify({ id: 'millwright-audit', kind: 'success', text: texts('settings.saved') });
      reload();
      return;
    }
    failure = failureText(result.failure, texts);
    draw();
  };
  const parts: SettingsContext = {
    texts,
    format,
    saved: (next) => {
      take(next);
      look(0);
      reload();
    },
  };
  const draw = (): void => {
    if (tray.signal.aborted || settings === undefined || before === undefined || draft === undefined) return;
    const read = readGeneral(draft);
    const count = doomed(preview);
    if (allowed)
      tray.setPrimary({
        label:
          count > 0 && isChanged() ? texts.counted('settings.saveAndPrune', count) : texts('settings.save'),
        disabled: busy || !isChanged() || preview.state !== 'ready',
        run: () => void save(),
      });
    tray.show(
      settingsView({
        settings,
        states,
        draft,
        read,
        preview,
        permission: allowed ? undefined : permission,
        failure,
        changedMeanwhile:
          JSON.stringify(generalDraft(settings, texts.locale)) !==
          JSON.stringify(generalDraft(before, texts.locale)),
        busy,
        texts,
        format,
        change: (next) => {
          const retains = JSON.stringify(next.keep) !== JSON.stringify(draft?.keep);
          draft = next;
          failure = undefined;
          if (retains || preview.state === 'none') look(pause);
          draw();
        },
        previewAgain: () => {
          look(0);
          draw();
        },
        takeTheirs: () => {
          if (settings) begin(settings);
          draw();
        },
        openDestination: (destination) => openDestination(destination, parts),
        addDestination: (kind) => openNewDestination(kind, parts),
        addHold: () => openNewHold(parts),
        endHold: (hold) => void endHold(hold, parts),
      }),
    );
  };
  askBeforeLeaving(tray, isChanged);
  const stops = [
    onMessage(`millwright/${area}/${topics.settings}`, settingsNews, () => void load()),
    onMessage(`millwright/${area}/${topics.health}`, healthNews, () => void loadStates()),
  ];
  // What a destination delivers is told to nobody.
  const looking = setInterval(() => void loadStates(), statesEvery);
  void load();
  void loadStates();
  return () => {
    clearTimeout(typing);
    clearInterval(looking);
    for (const stop of stops) stop();
  };
}
