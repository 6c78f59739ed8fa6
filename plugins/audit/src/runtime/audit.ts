import { hostname } from 'node:os';
import type { Host } from '@millwright/runtime';
import type { CodedError } from '@millwright/schema';
import { auditErrors } from '../common/errors.ts';
import { checkpointRoutes, logRoutes, topics } from '../common/routes.ts';
import { startDelivery } from './delivery/start-delivery.ts';
import { startExport } from './export/start-export.ts';
import { HealthState } from './health.ts';
import { AuditLog } from './log/audit-log.ts';
import { News } from './log/news.ts';
import { checkpointHandlers, logHandlers } from './log-routes.ts';
import { noticeOf } from './notice.ts';
import { startRecording } from './recording/start-recording.ts';
import { startRetention } from './retention/start-retention.ts';
import { startSettings } from './settings/start-settings.ts';
import { startVerification } from './verify/start-verification.ts';

/** Editors hear of new events no more often than that, in milliseconds. */
const newsEvery = 250;

/** Wires audit to Node-RED: what is done becomes events, routes answer about them. */
export function startAudit(host: Host, worker: URL): void {
  const settings = startSettings(host);
  const log = new AuditLog({
    directory: () => host.directory(),
    worker,
    instance: () => settings.current().instance ?? hostname(),
    now: Date.now,
  });
  // Disposed of last but for the settings: until then others may still have something to record.
  host.onDispose(() => log.close());
  host.onStop(() => log.close());
  // Why it cannot be opened is part of its state, and it is tried again.
  void log.open().catch(() => undefined);
  // Before what records: when the process ends, the last event is written first, and then sent.
  const destinations = startDelivery(host, settings, log);
  startRecording({ host, log, whenUnwritable: () => settings.current().whenUnwritable });
  const retention = startRetention(host, { log, settings, onNotice: () => health.look() });
  startExport(host, { log, retention });
  const verification = startVerification(host, {
    log,
    anchors: async (signal) =>
      (await destinations.anchors(signal)).map(({ destination: { name }, ...read }) => ({ name, ...read })),
    former: () => settings.current().formerLogs,
    onChange: () => health.look(),
  });

  const health = new HealthState({
    log,
    destinations: () => destinations.states(),
    verified: () => verification.verified,
    notices: () => [
      ...settings.problems().map(noticeOf),
      ...verification.notices(),
      ...(retention.notice ? [retention.notice] : []),
    ],
    whenUnwritable: () => settings.current().whenUnwritable,
    doorProblem: () => doorProblem(host),
    tell: host.log,
    publish: () => host.publish(topics.health, {}),
  });
  const news = new News(newsEvery, () => host.publish(topics.events, { size: log.state().size }));
  let size = 0;
  log.onChanged(() => {
    health.look();
    if (log.state().size !== size) news.add();
    size = log.state().size;
  });
  host.onDispose(() => news.stop());
  host.onReady(() => health.lookAtDoor());
  host.routes(checkpointRoutes, checkpointHandlers(host, log));
  host.routes(logRoutes, logHandlers({ log, health, destinations, verified: () => verification.verified }));

  settings.onChanged(() => {
    void retention.run();
    health.look();
    host.publish(topics.health, {});
  });
}

/** Without the wrapped functions nothing comes here, and nobody must believe that nothing is done. */
function doorProblem(host: Host): CodedError | undefined {
  const failed = host.status().checks.find(({ id, ok }) => id === 'capture' && !ok);
  return failed && auditErrors.doorPassive({ reason: failed.message });
}
