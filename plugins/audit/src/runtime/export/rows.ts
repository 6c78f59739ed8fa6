import type { DatabaseSync } from 'node:sqlite';
import { type AuditEvent, csvHead, csvRow } from '@millwright/ledger';
import type { EventFilter } from '../../common/log.ts';
import { type FoundRecord, findRecords } from '../log/page.ts';
import type { ExportPiece, ExportPlace } from './messages.ts';

/** Events of one piece. */
const mostEvents = 500;

/** A piece of a spreadsheet: the events that are meant, of those that are there. */
export function csvPiece(
  connection: DatabaseSync,
  filter: EventFilter | undefined,
  size: number,
  { seq, events }: ExportPlace,
): ExportPiece {
  const within = { first: seq, last: size - 1 };
  const found = findRecords(connection, filter ?? {}, { within, order: 'asc', limit: mostEvents });
  const text = (seq === 0 ? csvHead : '') + found.map(rowOf).join('');
  const next = (found.at(-1)?.seq ?? seq) + 1;
  return {
    text,
    place: { seq: next, events: events + found.length, open: [] },
    isLast: found.length < mostEvents,
  };
}

/** Of a record that somebody has broken only the number can be told. */
function rowOf({ seq, record }: FoundRecord): string {
  try {
    return csvRow(JSON.parse(record) as AuditEvent);
  } catch {
    return `${seq}\r\n`;
  }
}
