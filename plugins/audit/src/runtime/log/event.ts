import { type AuditEvent, leafDigest, sameDigest, standingOf } from '@millwright/ledger';
import { auditErrors } from '../../common/errors.ts';
import type { EventStanding, SeenEvent, StoredEvent } from './messages.ts';
import type { ReadableLog } from './reader.ts';
import { storedEvent } from './stored-event.ts';

type Connection = ReadableLog['connection'];

/** @returns undefined if it is not there. Throws `audit.event-changed` where it cannot be read any more */
export const findEvent = ({ connection, read }: ReadableLog, seq: number): Promise<StoredEvent | undefined> =>
  read(async () => eventIn(connection, seq));

/** The same with a look at whether it is as it was written. */
export const seeEvent = ({ connection, read }: ReadableLog, seq: number): Promise<SeenEvent | undefined> =>
  read(async () => {
    const stored = eventIn(connection, seq);
    return (
      stored && { ...stored, event: { ...stored.event, seq }, standing: standing(connection, seq, stored) }
    );
  });

function eventIn(connection: Connection, seq: number): StoredEvent | undefined {
  const row = connection
    .prepare('select cast(record as blob) as record, digest from event where seq = ?')
    .get(seq);
  if (!row) return undefined;
  const covered = connection.prepare('select min(size) as size from checkpoint where size > ?').get(seq)?.[
    'size'
  ];
  // As bytes: some versions of Node.js take a text to end where SQLite has more.
  const record = Buffer.from(row['record'] as Uint8Array).toString('utf8');
  const event = storedEvent(record);
  if (!event) throw auditErrors.eventChanged({ seq });
  return {
    event,
    record,
    digest: Buffer.from(row['digest'] as Uint8Array).toString('hex'),
    ...(covered === null || covered === undefined ? {} : { checkpoint: Number(covered) }),
  };
}

function standing(
  connection: Connection,
  seq: number,
  { event, record, digest }: StoredEvent,
): EventStanding {
  if (isChanged({ seq, record, digest: Buffer.from(digest, 'hex') }, event)) return { state: 'changed' };
  const found = standingOf(connection, seq);
  if (!('checkpoint' in found)) return found;
  const { origin, size, root } = found.checkpoint;
  return { state: found.state, origin, size, root: Buffer.from(root).toString('hex') };
}

/** Whether a record is not the one that its digest was made of, or stands under another number than its own. */
export const isChanged = (
  row: { readonly seq: number; readonly record: string; readonly digest: Uint8Array },
  event: AuditEvent,
): boolean => event.seq !== row.seq || !sameDigest(leafDigest(row.record), row.digest);
