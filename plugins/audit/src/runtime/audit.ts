import { hostname } from 'node:os';
import type { Host } from '@millwright/runtime';
import { topics } from '../common/routes.ts';
import { startDelivery } from './delivery/start-delivery.ts';
import { AuditLog } from './log/audit-log.ts';
import { startRecording } from './recording/start-recording.ts';
import { startRetention } from './retention/start-retention.ts';
import { startSettings } from './settings/start-settings.ts';
import { startVerification } from './verify/start-verification.ts';

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
  startRecording({ host, log, whenUnwritable: () => settings.current().whenUnwritable });
  const retention = startRetention(host, {
    log,
    settings,
    onNotice: () => host.publish(topics.health, {}),
  });
  const destinations = startDelivery(host, settings, log);
  startVerification(host, {
    log,
    anchors: async (signal) => (await destinations.anchors(signal)).map(({ text }) => text),
  });
  settings.onChanged(() => {
    void retention.run();
    host.publish(topics.health, {});
  });
}
