import type { DatabaseSync } from 'node:sqlite';
import {
  type CheckpointRow,
  type Digest,
  type ExportHead,
  exportLines,
  type KeyRow,
  readCheckpoint,
  type Subtree,
} from '@millwright/ledger';
import { auditErrors } from '../../common/errors.ts';
import type { EventFilter } from '../../common/log.ts';
import { findRecords } from '../log/page.ts';
import { Folded, fold } from '../retention/fold.ts';
import type { ExportPiece, ExportPlace } from './messages.ts';
import { endOf, nextPruned, prunedFinder, startOf } from './pruned.ts';

/** Numbers that one piece goes through, and characters that it has at most, about. */
const mostNumbers = 1000;
const mostText = 256 * 1024;

/** What comes before the events: which log it is, and its keys until then. */
export function exportHead(connection: DatabaseSync, size: number, head: Omit<ExportHead, 'origin'>): string {
  const note = connection.prepare('select note from checkpoint where size = ?').get(size)?.['note'];
  const { origin } = readCheckpoint(String(note));
  const keys = connection
    .prepare('select epoch, public, since, handover from key where since < ? order by epoch')
    .all(size) as unknown as KeyRow[];
  return [exportLines.head({ origin, ...head }), ...keys.map(exportLines.key)].join('');
}

interface Row {
  readonly seq: number;
  readonly record: string;
  readonly digest: Digest;
}

/**
 * A piece of an export that can be checked: each event as it is in the log, or what stands for it, each checkpoint
 * before which an event stands, and the last one.
 *
 * @param filter which events are in it; undefined: all
 * @param size of a checkpoint
 * @throws `audit.export-overtaken`
 */
export function exportPiece(
  connection: DatabaseSync,
  filter: EventFilter | undefined,
  size: number,
  from: ExportPlace,
): ExportPiece {
  const end = Math.min(size, from.seq + mostNumbers);
  const rows = rowsIn(connection, from.seq, end);
  const chosen = filter && chosenIn(connection, filter, from.seq, end);
  const checkpoints = checkpointsIn(connection, from.seq, size);
  const prunedAt = prunedFinder(connection);
  // It is emptied at each checkpoint, so that what is on both sides of one stays apart, and anchors can be compared.
  const open = new Folded(from.open);
  const leaveOut = (subtree: Subtree): void => fold(open, subtree, () => false);
  let { seq, events } = from;
  let text = '';
  while (seq < end && text.length < mostText) {
    const row = rows.get(seq);
    const subtree = row ? undefined : prunedAt(seq);
    if (row && (!chosen || chosen.has(seq))) {
      text += leftOutLines(open.drain()) + exportLines.record(row.record);
      events += 1;
      seq += 1;
    } else if (row) {
      leaveOut({ level: 0, position: seq, digest: row.digest });
      seq += 1;
    } else if (subtree) {
      if (startOf(subtree) < seq || endOf(subtree) > size) throw auditErrors.exportOvertaken();
      // Among events that are left out it does not matter why.
      if (filter) leaveOut(subtree);
      else text += exportLines.subtree(subtree, 'pruned');
      seq = endOf(subtree);
    } else {
      // Neither it nor anything for it is there: whoever checks the export finds that.
      text += leftOutLines(open.drain());
      seq = Math.min(nextEvent(connection, seq) ?? size, nextPruned(connection, seq) ?? size, size);
    }
    const checkpoint = checkpoints(seq);
    const isTold = open.isEmpty || seq === size;
    if (checkpoint) text += leftOutLines(open.drain()) + (isTold ? exportLines.checkpoint(checkpoint) : '');
  }
  return { text, place: { seq, events, open: open.all() }, isLast: seq >= size };
}

const leftOutLines = (subtrees: readonly Subtree[]): string =>
  subtrees.map((subtree) => exportLines.subtree(subtree, 'left-out')).join('');

function rowsIn(connection: DatabaseSync, from: number, end: number): ReadonlyMap<number, Row> {
  const rows = connection
    .prepare('select seq, record, digest from event where seq >= ? and seq < ?')
    .all(from, end) as unknown as Row[];
  return new Map(rows.map((row) => [row.seq, row]));
}

function chosenIn(
  connection: DatabaseSync,
  filter: EventFilter,
  from: number,
  end: number,
): ReadonlySet<number> {
  const within = { first: from, last: end - 1 };
  return new Set(
    findRecords(connection, filter, { within, order: 'asc', limit: end - from }).map(({ seq }) => seq),
  );
}

/** Finds the checkpoint of a size, of those after a number. */
function checkpointsIn(
  connection: DatabaseSync,
  from: number,
  size: number,
): (size: number) => CheckpointRow | undefined {
  const found = connection
    .prepare(
      `select size, note from checkpoint where size > ? and size <= ? order by size limit ${mostNumbers}`,
    )
    .all(from, size) as unknown as CheckpointRow[];
  const bySize = new Map(found.map((row) => [row.size, row]));
  const one = connection.prepare('select size, note from checkpoint where size = ?');
  // Behind a wide subtree there may be one that is not among the first of them.
  return (wanted) =>
    wanted > from + mostNumbers ? (one.get(wanted) as CheckpointRow | undefined) : bySize.get(wanted);
}

function nextEvent(connection: DatabaseSync, from: number): number | undefined {
  const next = connection.prepare('select min(seq) next from event where seq >= ?').get(from)?.['next'];
  return typeof next === 'number' ? next : undefined;
}
