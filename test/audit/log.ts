import { workerBeside } from '@millwright/store';
import { AuditLog } from '../../plugins/audit/src/runtime/log/audit-log.ts';

/** A log with the threads that it has in Node-RED. */
export const openAuditLog = (directory: string): AuditLog =>
  new AuditLog({
    directory: () => directory,
    worker: workerBeside(new URL('../../plugins/audit/src/runtime/audit.ts', import.meta.url).href),
    instance: () => 'Test',
    now: () => Date.now(),
  });
