import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { decodeEvent, encodeEvent } from './canonical.ts';
import { findCheckpoints } from './checkpoint.ts';
import { ledgerErrors } from './errors.ts';
import { TestLog } from './log.fixture.ts';
import { logApplicationId } from './tables.ts';
import { leafDigest } from './tree.ts';
import type { Fault, Verdict } from './verdict.ts';
import type { VerifyOptions } from './verify.ts';
import { verifyDatabase } from './verify-database.ts';
import { wordsOf } from './words.ts';

function verdictOf(log: TestLog, options: Partial<VerifyOptions> = {}): Verdict {
  const steps = verifyDatabase(log.database, { anchors: findCheckpoints(log.notes.join('\n')), ...options });
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

const kinds = ({ faults }: Verdict): readonly Fault['kind'][] => faults.map(({ kind }) => kind);

/** 300 events, checkpoints after each 64 and at the end, and two epochs of keys. */
function makeLog(): TestLog {
  const log = new TestLog();
  for (let part = 0; part < 4; part += 1) {
    log.appendMany(64);
    log.checkpoint();
    if (part === 1) log.rotate();
  }
  log.appendMany(300 - log.size);
  log.checkpoint();
  return log;
}

/** As somebody does who knows how a log is made, but has not its key. */
function rewrite(log: TestLog, seq: number): void {
  const { record, words: former } = log.database
    .prepare('select record, words from event where seq = ?')
    .get(seq) as { record: string; words: string };
  const event = { ...decodeEvent(record), actor: { kind: 'user' as const, name: 'nobody' } };
  const words = wordsOf(event);
  log.database
    .prepare("insert into event_words (event_words, rowid, words) values ('delete', ?, ?)")
    .run(seq, former);
  log.database
    .prepare('update event set record = ?, digest = ?, words = ? where seq = ?')
    .run(encodeEvent(event), leafDigest(encodeEvent(event)), words, seq);
  log.database.prepare('insert into event_words (rowid, words) values (?, ?)').run(seq, words);
}

describe('the verifier of a database', () => {
  it('finds nothing in a log as it was written, and says how far it is covered', () => {
    const log = makeLog();
    log.appendMany(5);
    const { fingerprint, time, anchoredTime, ...rest } = verdictOf(log);
    assert.equal(time, findCheckpoints(log.notes.at(-1) ?? '')[0]?.time);
    assert.equal(anchoredTime, time);
    assert.deepEqual(rest, {
      result: 'ok',
      origin: log.key.public.name,
      size: 305,
      checked: 305,
      pruned: 0,
      signed: 300,
      anchored: 300,
      anchors: 5,
      faults: [],
    });
    assert.equal(verdictOf(log, { pin: fingerprint?.replaceAll(' ', ':').toUpperCase() }).result, 'ok');
  });

  it('never says that all is well without an anchor', () => {
    const log = makeLog();
    assert.equal(verdictOf(log, { anchors: [] }).reason, 'no-anchor');
    assert.equal(verdictOf(log, { anchors: findCheckpoints(makeLog().notes.join('')) }).result, 'tampered');
    const bare = new TestLog();
    assert.equal(verdictOf(bare).reason, 'no-checkpoint');
    assert.equal(verdictOf(bare).result, 'unverifiable');
  });

  it('takes a file in which nothing was begun for an empty log, unless an anchor knows better', () => {
    const database = new DatabaseSync(':memory:');
    database.exec(`pragma application_id = ${logApplicationId}`);
    const verdict = (notes: readonly string[]): Verdict => {
      const step = verifyDatabase(database, { anchors: findCheckpoints(notes.join('\n')) }).next();
      assert.ok(step.done);
      return step.value;
    };
    assert.deepEqual([verdict([]).result, verdict([]).reason], ['unverifiable', 'empty']);
    assert.deepEqual([verdict(makeLog().notes).result], ['tampered']);
    database.close();
  });

  it('does not take a disk without room for a log that was tampered with', () => {
    const log = makeLog();
    const pages = log.database.prepare('pragma page_count').get() as { page_count: number };
    log.database.exec(`pragma max_page_count = ${pages.page_count}`);
    assert.throws(() => verdictOf(log), { errcode: 13 });
    log.database.exec(`pragma max_page_count = ${pages.page_count * 10}`);
    assert.equal(verdictOf(log).result, 'ok');
  });

  it('names an event whose bytes are others', () => {
    const log = makeLog();
    log.database.exec(`update event set record = replace(record, 'Motor', 'Rotor') where seq = 77`);
    const verdict = verdictOf(log);
    assert.deepEqual(
      verdict.faults.map(({ kind, seq }) => [kind, seq]),
      [['digest', 77]],
    );
    assert.equal(verdict.result, 'tampered');
  });

  it('finds bytes that look alike as text', () => {
    const log = new TestLog();
    log.append({ reason: 'a \ufffd b' });
    log.checkpoint();
    assert.equal(verdictOf(log).result, 'ok');
    const { bytes } = log.database
      .prepare('select cast(record as blob) as bytes from event where seq = 1')
      .get() as {
      bytes: Uint8Array;
    };
    const at = Buffer.from(bytes).indexOf(Buffer.from('\ufffd'));
    bytes[at] = 0xff;
    bytes[at + 1] = 0xff;
    bytes[at + 2] = 0xff;
    log.database.prepare('update event set record = cast(? as text) where seq = 1').run(bytes);
    assert.equal(verdictOf(log).faults[0]?.seq, 1);
  });

  it('finds an event that was rewritten with all that follows from it, between two checkpoints', () => {
    const log = makeLog();
    rewrite(log, 70);
    const verdict = verdictOf(log);
    assert.deepEqual(
      verdict.faults.map(({ kind, from, to }) => [kind, from, to]),
      [['checkpoint', 65, 128]],
    );
  });

  it('finds a log that was rewritten with its key, by an anchor', () => {
    const log = makeLog();
    const anchors = findCheckpoints(log.notes.join(''));
    rewrite(log, 70);
    log.database.exec('delete from checkpoint');
    const verdict = verdictOf(log, { anchors });
    assert.deepEqual(kinds(verdict), ['anchor']);
    assert.deepEqual([verdict.faults[0]?.from, verdict.faults[0]?.to], [65, 128]);
    assert.equal(verdict.anchored, 65);
  });

  it('finds a tail that was cut off', () => {
    const log = makeLog();
    log.database.exec(`
      insert into event_words (event_words, rowid, words) select 'delete', seq, words from event where seq >= 290;
      delete from event where seq >= 290;
    `);
    assert.ok(kinds(verdictOf(log)).includes('missing'));
    log.database.exec('delete from checkpoint where size > 290');
    const verdict = verdictOf(log);
    assert.deepEqual(kinds(verdict), ['anchor']);
    assert.deepEqual([verdict.faults[0]?.from, verdict.faults[0]?.to], [290, 299]);
  });

  it('finds what was taken out, put in, swapped or re-numbered', () => {
    const damages = [
      'delete from event where seq = 100',
      'update event set seq = 1000 where seq = 299',
      `update event set record = (select record from event where seq = 8), digest = (select digest from event where seq = 8) where seq = 7`,
      'insert into pruned (level, position, digest) select 0, 3, digest from event where seq = 3',
      `update checkpoint set note = replace(note, 'time', 'timf')`,
      "update checkpoint set frontier = x'00' where size = 65",
      `update key set handover = null where epoch = 1`,
      'update key set since = since + 1 where epoch = 1',
      'delete from key where epoch = 1',
      'create trigger t after insert on event begin select 1; end',
      'drop index event_class',
      `update event set words = 'other' where seq = 9`,
      `insert into event_words (rowid, words) values (5, 'more')`,
    ];
    for (const damage of damages) {
      const log = makeLog();
      log.database.exec(damage);
      assert.equal(verdictOf(log).result, 'tampered', damage);
    }
  });

  it('refuses what is no log, and what is newer', () => {
    const log = makeLog();
    log.database.exec('pragma user_version = 99');
    assert.throws(() => verdictOf(log), ledgerErrors.newerLog.is);
  });
});
