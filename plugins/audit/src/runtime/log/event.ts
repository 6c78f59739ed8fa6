import { auditErrors } from '../../common/errors.ts';
import type { StoredEvent } from './messages.ts';
import type { ReadableLog } from './reader.ts';
import { storedEvent } from './stored-event.ts';

/** @returns undefined if it is not there. Throws `audit.incomplete` where it cannot be read any more */
export const findEvent = ({ connection, read }: ReadableLog, seq: number): Promise<StoredEvent | undefined> =>
  read(async () => {
    const row = connection.prepare('select record, digest from event where seq = ?').get(seq);
    if (!row) return undefined;
    const covered = connection
      .prepare('select min(size) as size from checkpoint where size > ?')
      .get(seq)?.size;
    const record = String(row.record);
    const event = storedEvent(record);
    if (!event) throw auditErrors.incomplete({ seq });
    return {
      event,
      record,
      digest: Buffer.from(row.digest as Uint8Array).toString('hex'),
      ...(covered === null || covered === undefined ? {} : { checkpoint: Number(covered) }),
    };
  });
