import type { AuditLog } from '../log/audit-log.ts';
import type { Backlog, Cursor, LogCheckpoint, Records, RecordsRequest } from '../log/messages.ts';

/** The log as destinations see it: it is their queue, so nothing is copied. */
export interface DeliveryLog {
  /** Which log it is, and how far; a damaged one may have been set aside, and another one begun. */
  head(): { readonly origin: string; readonly size: number; readonly checkpoint: LogCheckpoint | undefined };
  records(request: RecordsRequest): Promise<Records>;
  backlog(request: Omit<RecordsRequest, 'limit'>): Promise<Backlog>;
  cursors(): Promise<readonly Cursor[]>;
  setCursor(cursor: Cursor): Promise<void>;
  removeCursor(destination: string): Promise<void>;
}

export const deliveryLogOf = (log: AuditLog): DeliveryLog => ({
  head: () => log.state(),
  records: (request) => log.read((calls) => calls.records(request)),
  backlog: (request) => log.read((calls) => calls.backlog(request)),
  cursors: () => log.cursors(),
  setCursor: (cursor) => log.setCursor(cursor),
  removeCursor: (destination) => log.removeCursor(destination),
});
