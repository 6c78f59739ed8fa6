import type { AuditEvent } from '@millwright/ledger';
import type { Page, PageRequest } from './messages.ts';
import type { ReadableLog } from './reader.ts';

/** A page of events, newest first. */
export const listEvents = (
  { connection, read }: ReadableLog,
  { before = Number.MAX_SAFE_INTEGER, after = -1, limit }: PageRequest,
): Promise<Page> =>
  read(async () => {
    const rows = connection
      .prepare('select record from event where seq < ? and seq > ? order by seq desc limit ?')
      .all(before, after, limit + 1);
    const events = rows.slice(0, limit).map(({ record }) => JSON.parse(String(record)) as AuditEvent);
    const last = events.at(-1);
    return { events, ...(rows.length > limit && last ? { next: last.seq } : {}) };
  });
