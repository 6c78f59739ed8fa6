import { AuditLog } from '../../plugins/audit/src/runtime/log/audit-log.ts';

/**
 * A log with the threads that it has in Node-RED.
 * @param worker the code of these
 */
export const openAuditLog = (directory: string, worker: URL): AuditLog =>
  new AuditLog({
    directory: () => directory,
    worker,
    instance: () => 'Test',
    now: () => Date.now(),
  });
