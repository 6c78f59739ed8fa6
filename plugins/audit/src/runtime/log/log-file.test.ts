import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  type AuditEvent,
  type Checkpoint,
  readCheckpoint,
  type Verdict,
  verifyDatabase,
} from '@millwright/ledger';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { draft } from './log.fixture.ts';
import { createWriter } from './writer.ts';

const day = 24 * 60 * 60_000;

describe('the file of the log', () => {
  let directory: string;
  let now: number;
  let run = 0;
  let writer: ReturnType<typeof createWriter>;

  /** As another run of the process does. */
  const start = (): void => {
    run += 1;
    const boot = String(run).padStart(16, '0');
    writer = createWriter({ directory, role: 'writer', boot, began: 0 }, () => now);
  };
  const restart = async (): Promise<void> => {
    await writer.close();
    start();
  };
  const open = () => writer.handlers.open('plant 1');
  const append = (...drafts: ReturnType<typeof draft>[]) =>
    writer.handlers.append({ instance: 'plant 1', events: drafts.map((one) => ({ draft: one, uptime: 1 })) });
  const checkpoint = () => writer.handlers.checkpoint('plant 1');
  const keys = () => readdirSync(join(directory, 'keys'));
  /** Looks into or changes the file as somebody from outside would; the writer has to be closed. */
  const withFile = <Result>(work: (database: DatabaseSync) => Result): Result => {
    const database = new DatabaseSync(join(directory, 'audit.db'));
    try {
      return work(database);
    } finally {
      database.close();
    }
  };
  const events = (): AuditEvent[] =>
    withFile((database) => database.prepare('select record from event order by seq').all()).map(
      ({ record }) => JSON.parse(String(record)) as AuditEvent,
    );
  const verify = (anchors: readonly Checkpoint[] = []): Verdict =>
    withFile((database) => {
      const work = verifyDatabase(database, { anchors });
      for (;;) {
        const step = work.next();
        if (step.done) return step.value;
      }
    });

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-audit-'));
    now = Date.parse('2026-11-26T08:00:00Z');
    start();
  });
  afterEach(async () => {
    await writer.close();
    rmSync(directory, { recursive: true });
  });

  it('goes to another key after a week, hands over to it, and forgets the one before', async () => {
    await append(draft());
    const first = await checkpoint();
    now += 7 * day;
    await append(draft());
    const second = await checkpoint();
    assert.deepEqual(keys(), ['audit-1.pem']);
    await append(draft());
    await writer.close();
    assert.deepEqual(
      events().map(({ name }) => name),
      ['audit.begin', 'flows.deploy', 'flows.deploy', 'audit.key.rotate', 'flows.deploy'],
    );
    const verdict = verify([first, second].map(({ note }) => readCheckpoint(note)));
    assert.deepEqual([verdict.result, verdict.faults, verdict.anchored, verdict.signed], ['ok', [], 4, 5]);
    start();
    await open();
    assert.deepEqual(keys(), ['audit-1.pem']);
  });

  // It takes ten seconds.
  if (process.env['MILLWRIGHT_ALL']) {
    it('goes to another key after so many events', async function () {
      this.timeout(60_000);
      await open();
      const log = await writer.log();
      for (let count = 0; count < 100_000; count += 5000)
        await log.step(({ append: add }) => {
          for (let index = 0; index < 5000; index += 1) add({ draft: draft(), uptime: 1 });
        });
      await checkpoint();
      assert.deepEqual(keys(), ['audit-1.pem']);
    });
  }

  it('finishes what a run before has left unfinished, once, and nothing of this run', async () => {
    const target = { kind: 'tab', id: 't1' };
    const intent = (operation: string) => {
      const { outcome: _none, ...rest } = draft({ operation, target });
      return rest;
    };
    await append(intent('done'), intent('crashed'), draft({ operation: 'done' }), draft());
    await checkpoint();
    await append(intent('crashed too'));
    // As after a crash: nothing is told at the end.
    const crashed = await writer.log();
    crashed.close();
    start();
    await append(intent('of this run'));
    const left = await writer.log();
    left.failure = new Error('the disk went away for a moment');
    await append(draft({ operation: 'of this run' }));
    await restart();
    await open();
    await writer.close();
    const unknown = events().filter(({ outcome }) => outcome === 'unknown');
    assert.deepEqual(
      unknown.map(({ operation, name, actor, target: about, data }) => ({
        operation,
        name,
        actor,
        about,
        data,
      })),
      ['crashed', 'crashed too'].map((operation, index) => ({
        operation,
        name: 'flows.deploy',
        actor: { kind: 'user', name: 'ana' },
        about: target,
        data: { intent: [2, 5][index] },
      })),
    );
  });

  it('goes on under a new key when its own is lost, and says so', async () => {
    await append(draft());
    const anchor = await checkpoint();
    await writer.close();
    rmSync(join(directory, 'keys', 'audit-0.pem'));
    start();
    const { notices, size } = await open();
    assert.deepEqual([notices.map(({ code }) => code), size], [['audit.key-lost'], 3]);
    await writer.close();
    const verdict = verify([readCheckpoint(anchor.note)]);
    assert.deepEqual([verdict.result, verdict.faults.map(({ kind }) => kind)], ['tampered', ['key']]);
    start();
    assert.deepEqual((await open()).notices, []);
  });

  it('never gives a number twice: what was cut off is missing', async () => {
    await append(draft(), draft(), draft());
    await writer.close();
    withFile((database) => {
      const row = database.prepare('select words from event where seq = 3').get();
      database
        .prepare("insert into event_words (event_words, rowid, words) values ('delete', 3, ?)")
        .run(row?.['words'] as string);
      database.exec('delete from event where seq = 3');
    });
    start();
    const { notices, size } = await open();
    assert.deepEqual(
      [notices.map(({ code, details }) => [code, details]), size],
      [[['audit.incomplete', { seq: 3 }]], 4],
    );
    assert.equal((await append(draft())).first, 4);
    await writer.close();
    const { result, faults } = verify();
    assert.deepEqual([result, faults[0]?.kind, faults[0]?.seq], ['tampered', 'missing', 3]);
  });

  it('sets a damaged file aside, and begins anew with another name and key', async () => {
    await append(draft());
    const former = await open();
    await writer.close();
    truncateSync(join(directory, 'audit.db'), 5000);
    start();
    const { notices, origin, fingerprint, size } = await open();
    assert.deepEqual([notices.map(({ code }) => code), size], [['audit.set-aside'], 1]);
    assert.notEqual(origin, former.origin);
    assert.notEqual(fingerprint, former.fingerprint);
    assert.ok(readdirSync(directory).some((name) => /^audit\.damaged-.*\.db$/.test(name)));
    await restart();
    assert.deepEqual(
      (await open()).notices.map(({ code }) => code),
      ['audit.set-aside'],
    );
  });

  it('writes all of a step or nothing', async () => {
    await open();
    await assert.rejects(append(draft(), draft({ reason: '\ud800' })), { code: 'ledger.record-invalid' });
    assert.equal((await append(draft())).first, 1);
    await writer.close();
    assert.deepEqual(verify().faults, []);
  });

  it('tells of what was lost before the events that come then', async () => {
    now = 99;
    await open();
    const one = { draft: draft({ name: 'd' }), uptime: 1 };
    const gap = { lost: 3, since: 7 };
    assert.equal((await writer.handlers.append({ instance: 'plant 1', gap, events: [one] })).first, 2);
    await writer.close();
    const [, told, after] = events();
    const { name, class: kept, outcome, actor, data, time } = told ?? assert.fail();
    assert.deepEqual(
      { name, kept, outcome, actor, data, time: Date.parse(time) },
      {
        name: 'audit.gap',
        kept: 'system',
        outcome: 'failed',
        actor: { kind: 'system' },
        data: gap,
        time: 99,
      },
    );
    assert.equal(after?.name, 'd');
  });

  it('goes on after what another process wrote meanwhile, and nothing is lost or twice', async () => {
    await append(draft());
    const other = createWriter({ directory, role: 'writer', boot: 'f'.repeat(16), began: 0 }, () => now);
    const byOther = () =>
      other.handlers.append({
        instance: 'plant 1',
        events: [{ draft: draft({ name: 'other' }), uptime: 1 }],
      });
    const seqs: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      seqs.push((await byOther()).first, (await append(draft())).first, (await append(draft())).first);
      await checkpoint();
    }
    assert.deepEqual(seqs, [2, 3, 4, 5, 6, 7, 8, 9, 10]);
    await other.close();
    await writer.close();
    assert.deepEqual(verify().faults, []);
  });

  it('destroys keys that a crash has left', async () => {
    await open();
    await writer.close();
    const left = join(directory, 'keys', 'audit-1.pem');
    writeFileSync(left, readFileSync(join(directory, 'keys', 'audit-0.pem')));
    start();
    await open();
    assert.deepEqual(keys(), ['audit-0.pem']);
  });
});
