import type { DatabaseSync } from 'node:sqlite';
import {
  type AuditEvent,
  decodeEvent,
  encodeEvent,
  Frontier,
  joinDigests,
  leafDigest,
  logEvents,
  pruneText,
  type SigningKey,
  signCheckpoint,
  signText,
  wordsOf,
} from '@millwright/ledger';

interface PrunedRow {
  readonly level: number;
  readonly position: number;
  readonly digest: Uint8Array;
}

/**
 * Somebody who may write to the file and knows how it is made: whatever follows from a record is put right again, so
 * that only what nobody can put right tells of it.
 */
export class Forger {
  readonly database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.database = database;
  }

  seqs(): readonly number[] {
    const rows = this.database.prepare('select seq from event order by seq').all();
    return rows.map(({ seq }) => Number(seq));
  }

  event(seq: number): AuditEvent {
    const row = this.database.prepare('select record from event where seq = ?').get(seq);
    return decodeEvent(String(row?.['record']));
  }

  /** With digest, words and search index. */
  insert(event: AuditEvent, seq = event.seq): void {
    const record = encodeEvent(event);
    const words = wordsOf(event as never);
    this.database
      .prepare('insert into event (seq, record, digest, words) values (?, ?, ?, ?)')
      .run(seq, record, leafDigest(record), words);
    this.database.prepare('insert into event_words (rowid, words) values (?, ?)').run(seq, words);
  }

  remove(seq: number): void {
    const words = this.database.prepare('select words from event where seq = ?').get(seq)?.['words'];
    this.database
      .prepare("insert into event_words (event_words, rowid, words) values ('delete', ?, ?)")
      .run(seq, String(words));
    this.database.prepare('delete from event where seq = ?').run(seq);
  }

  replace(seq: number, change: (event: AuditEvent) => AuditEvent): void {
    const event = change(this.event(seq));
    this.remove(seq);
    this.insert(event, seq);
  }

  /** Takes away an event, and lets its digest stand for it, as if the retention had pruned it. */
  fold(seq: number): void {
    const digest = this.database.prepare('select digest from event where seq = ?').get(seq)?.['digest'];
    this.remove(seq);
    this.database
      .prepare('insert into pruned (level, position, digest) values (0, ?, ?)')
      .run(seq, digest as Uint8Array);
  }

  /**
   * Writes an event that says what was pruned, as the retention does. Without a key its signature is that of another such
   * event.
   */
  sayPruned(ranges: string, key?: SigningKey, seq = this.size()): void {
    const former = this.seqs()
      .map((number) => this.event(number))
      .findLast(({ name }) => name === logEvents.prune);
    const last = this.event(Math.max(...this.seqs()));
    if (!former) throw new Error('Nothing was pruned in this log');
    const said = { class: 'change', reason: 'age', ranges };
    const signature = key && signText(pruneText({ origin: key.public.name, seq, ...said }), key);
    const { time, boot, uptime } = last;
    this.insert({
      ...former,
      seq,
      time,
      boot,
      uptime,
      data: { ...former.data, ...said, ...(signature && { signature }) },
    });
  }

  /** Every event from here on gets another number, as if one had been added or taken away before it. */
  renumber(from: number, by: number): void {
    const seqs = this.seqs().filter((seq) => seq >= from);
    for (const seq of by > 0 ? seqs.toReversed() : seqs) {
      const event = this.event(seq);
      this.remove(seq);
      this.insert({ ...event, seq: seq + by });
    }
  }

  /** The tree of the first `size` leaves, with what stands for those that were pruned. */
  tree(size: number): Frontier {
    const frontier = new Frontier();
    const pruned = this.database.prepare('select * from pruned').all() as unknown as PrunedRow[];
    const starts = new Map(pruned.map((row) => [row.position * 2 ** row.level, row]));
    const digestOf = this.database.prepare('select digest from event where seq = ?');
    while (frontier.size < size) {
      const subtree = starts.get(frontier.size);
      if (subtree) frontier.appendSubtree(subtree);
      else frontier.append(digestOf.get(frontier.size)?.['digest'] as Uint8Array);
    }
    return frontier;
  }

  /** Signs each checkpoint of more than `after` events anew, with a key that was stolen or made. */
  signAgain(after: number, key: SigningKey): void {
    const rows = this.database
      .prepare('select size, time from checkpoint where size > ? order by size')
      .all(after);
    for (const { size, time } of rows) this.sign(Number(size), Number(time), key);
  }

  sign(size: number, time: number, key: SigningKey): void {
    const tree = this.tree(size);
    const note = signCheckpoint({ size, root: tree.root(), time }, key);
    this.database
      .prepare('insert or replace into checkpoint (size, time, note, frontier) values (?, ?, ?, ?)')
      .run(size, time, note, joinDigests(tree.digests()));
  }

  /** Takes away everything after the first `size` events. */
  cut(size: number): void {
    for (const seq of this.seqs()) if (seq >= size) this.remove(seq);
    this.database.prepare('delete from checkpoint where size > ?').run(size);
    this.database.prepare('delete from key where since >= ? and epoch > 0').run(size);
    this.database.prepare('delete from pruned where position * (1 << level) >= ?').run(size);
    this.database
      .prepare('update delivery set seq = min(seq, ?), anchored = min(anchored, ?)')
      .run(size, size);
  }

  size(): number {
    return Number(this.database.prepare('select max(seq) + 1 as size from event').get()?.['size'] ?? 0);
  }
}
