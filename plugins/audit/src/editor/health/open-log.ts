import {
  call,
  coalesced,
  copyText,
  failedState,
  failureText,
  hasPermission,
  installStyle,
  loadingState,
  notify,
  onMessage,
  onReconnect,
  openTray,
} from '@millwright/editor';
import type { Health } from '../../common/log.ts';
import {
  area,
  checkpointRoutes,
  eventsNews,
  healthNews,
  logRoutes,
  settingsRoutes,
  topics,
} from '../../common/routes.ts';
import { openSettings } from '../settings/open-settings.ts';
import { saveSettings } from '../settings/save.ts';
import { createCheck } from '../verify/check.ts';
import { checkpointText } from './checkpoint-view.ts';
import type { LogContext } from './context.ts';
import { logView } from './log-view.ts';
import { printText } from './print.ts';
import { logStyle } from './style.ts';

/** Milliseconds between two drawings, for what counts down. */
const clockTick = 1000;
/** Milliseconds at least between two questions about the health of a log that grows. */
const pause = 2000;

/** Opens how the log is doing: its integrity, what covers it, where it goes, and what is wrong. Kept up to date. */
export function openLog(context: LogContext): void {
  const { texts, format } = context;
  installStyle(logStyle);
  const title = texts('log.title');
  const tray = openTray({ title, label: title, width: 'wide', onClose: () => stop() });
  let health: Health | undefined;
  let making = false;
  let failure: string | undefined;
  let later: ReturnType<typeof setTimeout> | undefined;

  const load = coalesced(async () => {
    const found = await call(logRoutes.getHealth, {}, { signal: tray.signal });
    if (tray.signal.aborted) return;
    if (found.ok) {
      health = found.value;
      draw();
    } else if (health === undefined) {
      const failed = found.failure;
      tray.show(
        failedState({
          title: texts('log.failed'),
          failure: failed,
          texts,
          retry: () => void load(),
        }),
      );
    }
  });
  const loadLater = (): void => {
    later ??= setTimeout(() => {
      later = undefined;
      void load();
    }, pause);
  };
  const check = createCheck({
    signal: tray.signal,
    changed: () => draw(),
    ended: () => {
      void load();
      context.reload();
    },
  });
  const make = async (): Promise<void> => {
    making = true;
    failure = undefined;
    draw();
    const found = await call(checkpointRoutes.makeCheckpoint, {});
    making = false;
    failure = found.ok ? undefined : failureText(found.failure, texts);
    if (tray.signal.aborted) return;
    draw();
    await load();
  };
  const know = async (origins: readonly string[]): Promise<void> => {
    const found = await saveSettings((settings) => ({
      ...settings,
      formerLogs: [...new Set([...settings.formerLogs, ...origins])],
    }));
    if (!found.ok) notify({ id: 'millwright-audit', kind: 'error', text: failureText(found.failure, texts) });
    else if (!tray.signal.aborted) await check.start();
  };
  const copy = (): void => {
    if (health !== undefined && copyText(checkpointText(health, texts, format)))
      notify({ id: 'millwright-audit', kind: 'success', text: texts('checkpoint.copied') });
  };
  const print = (): void => {
    if (health !== undefined) printText(texts('log.checkpoint'), checkpointText(health, texts, format));
  };
  const draw = (): void => {
    if (health === undefined || tray.signal.aborted) return;
    const running = check.state().verification?.state === 'running';
    tray.setPrimary({
      label: texts(running ? 'verify.cancel' : 'verify.now'),
      run: () => void (running ? check.cancel() : check.start()),
    });
    tray.show(
      logView({
        ...context,
        health,
        check: check.state(),
        now: Date.now(),
        checkpointActions: {
          copy,
          print,
          make: hasPermission(checkpointRoutes.makeCheckpoint.permission) ? () => void make() : undefined,
          making,
          failure,
        },
        know: hasPermission(settingsRoutes.setSettings.permission)
          ? (origins) => void know(origins)
          : undefined,
        openSettings: () => openSettings({ ...context, reload: changed }),
      }),
    );
  };
  const changed = (): void => {
    void load();
    context.reload();
  };
  const stops = [
    onMessage(`millwright/${area}/${topics.health}`, healthNews, () => void load()),
    onMessage(`millwright/${area}/${topics.events}`, eventsNews, loadLater),
    onReconnect(() => void load()),
  ];
  const ticking = setInterval(() => draw(), clockTick);
  const stop = (): void => {
    clearInterval(ticking);
    clearTimeout(later);
    for (const each of stops) each();
  };
  tray.show(loadingState(texts('log.loading')));
  void load();
  void check.look();
}
