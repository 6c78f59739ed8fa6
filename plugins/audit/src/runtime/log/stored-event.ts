import type { AuditEvent } from '@millwright/ledger';

/** @returns undefined where bytes of it were damaged or changed: the check of the log names it, all others can be shown */
export function storedEvent(record: unknown): AuditEvent | undefined {
  try {
    return JSON.parse(String(record)) as AuditEvent;
  } catch {
    return undefined;
  }
}
