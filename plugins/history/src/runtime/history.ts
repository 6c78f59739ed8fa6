import type { Host } from '@millwright/runtime';
import type { CodedError } from '@millwright/schema';
import { SettingsFile } from '@millwright/store';
import { historyErrors } from '../common/errors.ts';
import {
  compareRoutes,
  editRoutes,
  historyRoutes,
  restoreRoutes,
  settingsRoutes,
  topics,
  verifyRoutes,
} from '../common/routes.ts';
import { defaultSettings, historySettings } from '../common/settings.ts';
import { ArchiveClient } from './archive-client.ts';
import { compareHandlers } from './compare/routes.ts';
import { editHandlers } from './edit-routes.ts';
import { HealthState } from './health.ts';
import { keptVersion } from './kept-version.ts';
import { Recorder, versionOf } from './recorder.ts';
import { RestoreRuns } from './restore/progress.ts';
import { restoreHandlers } from './restore/routes.ts';
import { Retention } from './retention/retention.ts';
import { settingsHandlers } from './settings/routes.ts';
import { verifyHandlers } from './verify-routes.ts';
import { versionHandlers } from './version-routes.ts';

/** How often it is tried again while versions cannot be written. */
const retryEvery = 10_000;
/** Old versions are deleted a while after the start, which has better things to do, and then every hour. */
const retainAfter = 60_000;
const retainEvery = 60 * 60_000;

/** Wires history to Node-RED: deploys become versions, routes answer about them. */
export function startHistory(host: Host, worker: URL): void {
  const health = new HealthState({
    log: host.log,
    publish: () => host.publish(topics.health, {}),
    doorProblem: () => doorProblem(host),
  });
  const settings = new SettingsFile({
    name: 'history.json',
    schema: historySettings,
    defaults: defaultSettings,
    damaged: historyErrors.settingsDamaged,
    directory: () => host.directory(),
    now: () => new Date(),
    onProblem: (problem) => health.settingsFailed(problem),
  });
  settings.load();
  const archive = new ArchiveClient({
    directory: () => host.directory(),
    worker,
    onCrash: (error) => health.failed(error),
    onOpened: (notices) => health.opened(notices),
  });
  const recorder = new Recorder({
    archive,
    health,
    nodeRed: host.nodeRed,
    publish: ({ number }) => host.publish(topics.version, { number }),
    now: Date.now,
    refuses: () => settings.current().whenNotKept === 'refuse',
    patience: 7_000,
  });

  const retention = new Retention({
    archive,
    host,
    health,
    rules: () => settings.current().retention,
    running: () => recorder.running,
    now: Date.now,
  });

  host.intercept({
    stage: (operation) => recorder.stage(operation),
    commit: (operation) => recorder.commit(operation),
    settle: (operation) => recorder.settle(operation),
  });
  host.provide('history', { versionOf, read: (number) => keptVersion(archive, number) });
  host.routes(historyRoutes, versionHandlers({ archive, health, recorder }));
  host.routes(editRoutes, editHandlers({ host, archive, recorder }));
  const onChange = () => void retention.run();
  host.routes(
    settingsRoutes,
    settingsHandlers({ host, settings, archive, running: () => recorder.running, onChange }),
  );
  host.routes(verifyRoutes, verifyHandlers(archive));
  host.routes(compareRoutes, compareHandlers(archive, host.nodeRed));
  host.routes(
    restoreRoutes,
    restoreHandlers({ host, archive, recorder, runs: new RestoreRuns() }, () => doorProblem(host)),
  );

  const opened = archive.open().catch((error: unknown) => health.failed(error));
  host.onReady(async () => {
    await opened;
    health.look();
    recorder.retry();
  });
  const retain = () => {
    if (!health.failing) void retention.run();
  };
  const first = setTimeout(retain, retainAfter).unref();
  const hourly = setInterval(retain, retainEvery).unref();
  host.onFlowsStarted(({ state }) => recorder.started(state));

  const retry = setInterval(() => {
    if (health.failing) recorder.retry();
    if (settings.failing) settings.load();
  }, retryEvery).unref();
  host.onDispose(async () => {
    clearInterval(retry);
    clearTimeout(first);
    clearInterval(hourly);
    await retention.stop();
    await recorder.close();
    await archive.close();
  });
}

/** Without the wrapped functions there is nothing to keep, and nobody must believe that there is. */
function doorProblem(host: Host): CodedError | undefined {
  const failed = host.status().checks.find(({ id, ok }) => id === 'capture' && !ok);
  return failed && historyErrors.doorPassive({ reason: failed.message });
}
