import type { DatabaseSync } from 'node:sqlite';
import {
  type Digest,
  type EventDraft,
  leafDigest,
  logEvents,
  type PruneStatement,
  pruneText,
  sameDigest,
} from '@millwright/ledger';
import { lookAtClock } from '@millwright/store';
import type { LogFile } from '../log/log-file.ts';
import { Folded, fold, type Subtrees } from './fold.ts';
import { clockName, clockState, isPrunable } from './look.ts';
import type { Pruned, PruneRequest } from './messages.ts';
import { fitting } from './ranges.ts';

/** So that an event that comes meanwhile does not wait for long. */
export const mostAtOnce = 500;

/** What the log says of events that are no longer there: which, of what class, and why; signed, at once. */
const pruneEvent = (
  { class: which, reason, ranges }: PruneStatement,
  signature: string,
  time: number,
): EventDraft => ({
  time,
  name: logEvents.prune,
  class: 'system',
  outcome: 'success',
  actor: { kind: 'system' },
  data: { class: which, reason, ranges, signature },
});

/**
 * Prunes the first events of a class in a range, at most {@link mostAtOnce}: the log says so, the events go, and their
 * digests stand for them, all of it at once or nothing. Events that no checkpoint covers stay: a log is opened by the
 * events after the last one.
 */
export function prune(file: LogFile, request: PruneRequest): Promise<Pruned> {
  return file.step(({ connection, append, sign, size: seq }) => {
    const signed = connection.prepare('select max(size) size from checkpoint').get()?.['size'];
    const to = Math.min(request.to, Number(signed ?? 0) - 1);
    const rows = connection
      .prepare(
        `select seq, record, digest, words from event
          where class = ? and seq between ? and ? and ${isPrunable} order by seq limit ${mostAtOnce}`,
      )
      .all(request.class, request.from, to) as unknown as Row[];
    const found = rows.filter(isAsWritten);
    const { count, text } = fitting(found.map(({ seq }) => seq));
    const goes = found.slice(0, count);
    const last = count < found.length ? goes.at(-1) : rows[mostAtOnce - 1];
    const next = last ? { next: last.seq + 1 } : {};
    if (count === 0) return { events: 0, ...next };
    const { origin } = file.options;
    const statement = { origin, seq, class: request.class, reason: request.reason, ranges: text };
    append(file.event(pruneEvent(statement, sign(pruneText(statement)), request.now)));
    forget(connection, goes);
    keepDigests(connection, goes);
    return { events: count, ...next };
  });
}

/**
 * An event that somebody has changed by hand stays, for whoever checks the log to find: else it would be enough to write
 * another class or time into it, and to wait.
 */
const isAsWritten = ({ record, digest }: Row): boolean => sameDigest(leafDigest(record), digest);

interface Row {
  readonly seq: number;
  readonly record: string;
  readonly digest: Digest;
  readonly words: string;
}

function forget(connection: DatabaseSync, rows: readonly Row[]): void {
  // The index does not keep the words, so it has to be told which ones go.
  const words = connection.prepare(
    "insert into event_words (event_words, rowid, words) values ('delete', ?, ?)",
  );
  const event = connection.prepare('delete from event where seq = ?');
  for (const row of rows) {
    words.run(row.seq, row.words);
    event.run(row.seq);
  }
}

function keepDigests(connection: DatabaseSync, rows: readonly Row[]): void {
  const taken = connection.prepare('delete from pruned where level = ? and position = ? returning digest');
  const put = connection.prepare('insert into pruned (level, position, digest) values (?, ?, ?)');
  const kept: Subtrees = {
    take: (level, position) => taken.get(level, position)?.['digest'] as Digest | undefined,
    put: ({ level, position, digest }) => put.run(level, position, digest),
  };
  const checkpoint = connection.prepare('select 1 from checkpoint where size = ?');
  const isCheckpoint = (size: number): boolean => checkpoint.get(size) !== undefined;
  // In memory first: of neighbours that go together only the subtree is written.
  const together = new Folded();
  for (const { seq, digest } of rows) fold(together, { level: 0, position: seq, digest }, isCheckpoint);
  for (const subtree of together.all()) fold(kept, subtree, isCheckpoint);
}

/** Looks at the clock, and remembers what it said. */
export function seeClock(file: LogFile, now: number): Promise<void> {
  return file.step(({ connection, statements }) => {
    statements.setMeta.run(clockName, JSON.stringify(lookAtClock(clockState(connection), now)));
  });
}
