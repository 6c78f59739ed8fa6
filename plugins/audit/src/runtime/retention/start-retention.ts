import type { Host } from '@millwright/runtime';
import { retentionRoutes } from '../../common/routes.ts';
import type { AuditLog } from '../log/audit-log.ts';
import type { Settings } from '../settings/settings.ts';
import { Retention } from './retention.ts';

/** Old events are pruned a while after the start, which has better things to do, and then every hour. */
const pruneAfter = 60_000;
const pruneEvery = 60 * 60_000;

export interface RetentionParts {
  readonly log: AuditLog;
  readonly settings: Settings;
  readonly onNotice: () => void;
}

/** Prunes events by the settings, and answers what others would prune. */
export function startRetention(host: Host, { log, settings, onNotice }: RetentionParts): Retention {
  const retention = new Retention({
    log,
    // Where the file cannot be read, nobody knows what is held.
    settings: () => (settings.failing ? undefined : settings.current()),
    onNotice,
    warn: (message) => host.log.warn(message),
    now: Date.now,
  });
  host.routes(retentionRoutes, { previewRetention: ({ body }) => retention.preview(body) });
  const prune = () => {
    if (log.state().state === 'well') void retention.run();
  };
  const first = setTimeout(prune, pruneAfter).unref();
  const hourly = setInterval(prune, pruneEvery).unref();
  const stop = async () => {
    clearTimeout(first);
    clearInterval(hourly);
    await retention.stop();
  };
  host.onStop(stop);
  host.onDispose(stop);
  return retention;
}
