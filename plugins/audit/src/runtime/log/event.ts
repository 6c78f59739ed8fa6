import type { AuditEvent } from '@millwright/ledger';
import type { StoredEvent } from './messages.ts';
import type { ReadableLog } from './reader.ts';

/** @returns undefined if it is not there */
export const findEvent = ({ connection, read }: ReadableLog, seq: number): Promise<StoredEvent | undefined> =>
  read(async () => {
    const row = connection.prepare('select record, digest from event where seq = ?').get(seq);
    if (!row) return undefined;
    const covered = connection
      .prepare('select min(size) as size from checkpoint where size > ?')
      .get(seq)?.size;
    const record = String(row.record);
    return {
      event: JSON.parse(record) as AuditEvent,
      record,
      digest: Buffer.from(row.digest as Uint8Array).toString('hex'),
      ...(covered === null || covered === undefined ? {} : { checkpoint: Number(covered) }),
    };
  });
