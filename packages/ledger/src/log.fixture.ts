import { DatabaseSync } from 'node:sqlite';
import { encodeEvent } from './canonical.ts';
import { signCheckpoint } from './checkpoint.ts';
import type { AuditEvent } from './event.ts';
import { makeKey, type SigningKey, signHandover } from './keys.ts';
import { logEvents } from './log-events.ts';
import { logApplicationId, logMigrations } from './tables.ts';
import { Frontier, joinDigests, leafDigest } from './tree.ts';
import { wordsOf } from './words.ts';

export const origin = 'millwright/audit/line-3/0123abcd';
const begin = Date.parse('2026-11-26T06:00:00Z');

/** An event of this number, complete. */
export const eventOf = (seq: number, fields: Partial<AuditEvent> = {}): AuditEvent => ({
  format: 1,
  seq,
  time: new Date(begin + seq * 1000).toISOString(),
  boot: '0123456789abcdef',
  uptime: seq * 1000,
  instance: 'Line 3',
  name: seq % 3 === 0 ? 'flows.deploy' : 'inject.press',
  class: 'change',
  outcome: seq % 5 === 0 ? 'refused' : 'success',
  operation: `operation-${seq}`,
  actor: { kind: 'user', name: seq % 2 === 0 ? 'ana' : 'Bj\u00f6rn' },
  target: { kind: 'node', id: `n${seq % 7}`, name: 'Motor' },
  ...fields,
});

/** A log in memory, written as the plugin writes one; `key` is the current one. */
export class TestLog {
  readonly database = new DatabaseSync(':memory:');
  readonly notes: string[] = [];
  key: SigningKey = makeKey(origin);
  tree = new Frontier();
  #epoch = 0;

  constructor() {
    this.database.exec(`pragma application_id = ${logApplicationId}`);
    for (const migration of logMigrations) this.database.exec(migration);
    this.database.exec(`pragma user_version = ${logMigrations.length}`);
    this.database
      .prepare('insert into key (epoch, public, since, handover) values (0, ?, 0, null)')
      .run(this.key.public.text);
    this.append({
      name: logEvents.begin,
      class: 'system',
      data: { origin, publicKey: this.key.public.text },
    });
  }

  get size(): number {
    return this.tree.size;
  }

  append(fields: Partial<AuditEvent> = {}): void {
    const event = eventOf(this.size, fields);
    const record = encodeEvent(event);
    const words = wordsOf(event);
    const digest = leafDigest(record);
    this.database
      .prepare('insert into event (seq, record, digest, words) values (?, ?, ?, ?)')
      .run(event.seq, record, digest, words);
    this.database.prepare('insert into event_words (rowid, words) values (?, ?)').run(event.seq, words);
    this.tree.append(digest);
  }

  appendMany(count: number): void {
    this.database.exec('begin');
    for (let index = 0; index < count; index += 1) this.append();
    this.database.exec('commit');
  }

  checkpoint(): string {
    const time = begin + this.size * 1000;
    const note = signCheckpoint({ size: this.size, root: this.tree.root(), time }, this.key);
    this.database
      .prepare('insert into checkpoint (size, time, note, frontier) values (?, ?, ?, ?)')
      .run(this.size, time, note, joinDigests(this.tree.digests()));
    this.notes.push(note);
    return note;
  }

  rotate(): void {
    const next = makeKey(origin);
    this.#epoch += 1;
    const handover = signHandover({ epoch: this.#epoch, since: this.size, next: next.public }, this.key);
    this.database
      .prepare('insert into key (epoch, public, since, handover) values (?, ?, ?, ?)')
      .run(this.#epoch, next.public.text, this.size, handover);
    this.append({
      name: logEvents.rotate,
      class: 'system',
      data: {
        epoch: this.#epoch,
        publicKey: next.public.text,
        fingerprint: next.public.fingerprint,
        handover,
      },
    });
    this.key = next;
  }
}
