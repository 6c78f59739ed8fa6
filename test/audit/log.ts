import { workerBeside } from '@millwright/store';
import { AuditLog } from '../../plugins/audit/src/runtime/log/audit-log.ts';

const fromSource = workerBeside(new URL('../../plugins/audit/src/runtime/audit.ts', import.meta.url).href);

/** A log with the threads that it has in Node-RED. */
export const openAuditLog = (directory: string, worker: URL = fromSource): AuditLog =>
  new AuditLog({
    directory: () => directory,
    worker,
    instance: () => 'Test',
    now: () => Date.now(),
  });
