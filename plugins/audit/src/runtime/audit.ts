import { hostname } from 'node:os';
import type { Host } from '@millwright/runtime';
import { AuditLog } from './log/audit-log.ts';
import { startSettings } from './settings/start-settings.ts';

/** Wires audit to Node-RED: what is done becomes events, routes answer about them. */
export function startAudit(host: Host, worker: URL): void {
  const settings = startSettings(host, { onChange: () => {}, onProblem: () => {} });
  const log = new AuditLog({
    directory: () => host.directory(),
    worker,
    instance: () => settings.current().instance ?? hostname(),
    now: Date.now,
  });
  // Disposed of last but for the settings: until then others may still have something to record.
  host.onDispose(() => log.close());
  // Why it cannot be opened is part of its state, and it is tried again.
  void log.open().catch(() => undefined);
}
