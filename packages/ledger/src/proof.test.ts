import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findCheckpoints } from './checkpoint.ts';
import { ledgerErrors } from './errors.ts';
import { TestLog } from './log.fixture.ts';
import { checkProof, readProof, writeProof } from './proof.ts';
import { proveEvent, standingOf } from './prove.ts';
import { Frontier } from './tree.ts';

const none = { anchors: [] };

describe('a proof of an event', () => {
  const log = new TestLog();
  for (const size of [7, 64, 200, 202, 300]) {
    log.appendMany(size - log.size);
    if (size === 200) log.rotate();
    log.checkpoint();
  }
  log.append();
  const { fingerprint } = checkProof(proveEvent(log.database, 0), none);
  const pin = fingerprint ?? '';

  it('shows of every signed event that it is in the log', () => {
    for (let seq = 0; seq < 300; seq += 1) {
      const { result, reason, event } = checkProof(proveEvent(log.database, seq), { anchors: [], pin });
      assert.equal(result, 'ok', `${seq}: ${reason}`);
      assert.equal(event?.seq, seq);
    }
  });

  it('is not believed without a pinned key or an anchor of the same size', () => {
    const proof = proveEvent(log.database, 50);
    assert.equal(checkProof(proof, none).result, 'unverifiable');
    assert.equal(checkProof(proof, { anchors: findCheckpoints(log.notes.join('')) }).result, 'ok');
    assert.equal(checkProof(proof, { anchors: [], pin: '0'.repeat(64) }).result, 'tampered');
    const other = findCheckpoints(log.notes[0] ?? '').map((anchor) => ({ ...anchor, size: 64 }));
    assert.equal(checkProof(proof, { anchors: other }).result, 'tampered');
  });

  it('cannot be had of what is not signed yet, or not there', () => {
    for (const seq of [301, 1000])
      assert.throws(() => proveEvent(log.database, seq), ledgerErrors.unproved.is);
  });

  it('is what tells of each event whether it is as it was', () => {
    const state = (seq: number) => standingOf(log.database, seq).state;
    const changed = (sql: string, seqs: readonly number[]) => {
      log.database.exec(`savepoint changed; ${sql}`);
      const states = seqs.map(state);
      log.database.exec('rollback to changed; release changed');
      return states;
    };
    assert.deepEqual([0, 199, 299, 300, 301].map(state), [
      ...Array.from({ length: 3 }, () => 'covered'),
      'open',
      'absent',
    ]);
    const text = `update event set record = replace(record, 'Motor', 'Lamp') where seq = 123`;
    assert.deepEqual(changed(text, [122, 123, 124]), ['covered', 'astray', 'covered']);
    // With the digest worked out anew, all that the same checkpoint covers is in doubt, and nothing else.
    const digest = `update event set digest = x'${'00'.repeat(32)}' where seq = 123`;
    assert.deepEqual(changed(digest, [63, 64, 122, 124, 199, 201]), [
      'covered',
      ...Array.from({ length: 4 }, () => 'astray'),
      'covered',
    ]);
    assert.deepEqual(changed(`update event set digest = x'00' where seq = 123`, [122]), ['astray']);
    assert.deepEqual(changed('delete from event where seq = 123', [122, 123]), ['astray', 'absent']);
    assert.deepEqual(changed(`update checkpoint set note = 'none' where size = 201`, [122]), ['astray']);
    const [first = '', second = ''] = log.notes;
    assert.notEqual(first, second);
    assert.deepEqual(changed('delete from key where epoch = 1', [63, 250]), ['covered', 'unsigned']);
    assert.deepEqual(changed('update key set handover = null where epoch = 1', [63, 250]), [
      'covered',
      'unsigned',
    ]);
  });

  it('is told beside what was pruned', () => {
    const pruned = new TestLog();
    for (let size = 1; size <= 150; size += 1) {
      pruned.append();
      if (pruned.size % 32 === 0) pruned.checkpoint();
    }
    for (const position of [2, 3]) {
      const tree = new Frontier();
      for (const { digest } of pruned.database
        .prepare('select digest from event where seq >> 5 = ? order by seq')
        .all(position))
        tree.append(digest as Uint8Array);
      pruned.database.prepare('insert into pruned values (5, ?, ?)').run(position, tree.root());
    }
    pruned.database.exec('delete from event where seq between 64 and 127');
    const states = Array.from({ length: 152 }, (_, seq) => standingOf(pruned.database, seq).state);
    assert.deepEqual(new Set(states.slice(0, 64)), new Set(['covered']));
    assert.deepEqual(new Set(states.slice(64, 128)), new Set(['absent']));
    assert.deepEqual(new Set(states.slice(128)), new Set(['open', 'absent']));
    pruned.checkpoint();
    assert.equal(standingOf(pruned.database, 140).state, 'covered');
  });

  it('is what it was after it is read and written', () => {
    const text = proveEvent(log.database, 123);
    assert.equal(writeProof(readProof(text)), text);
  });

  it('is refused after any change of a byte', () => {
    const text = Buffer.from(proveEvent(log.database, 123));
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        const changed = Buffer.from(text);
        changed[at] = (changed[at] ?? 0) ^ bits;
        try {
          assert.notEqual(checkProof(changed.toString('latin1'), { anchors: [], pin }).result, 'ok');
        } catch (error) {
          assert.ok(ledgerErrors.proofInvalid.is(error), String(error));
        }
      }),
      { numRuns: 500 },
    );
  });
});
