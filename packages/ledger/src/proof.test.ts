import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findCheckpoints } from './checkpoint.ts';
import { ledgerErrors } from './errors.ts';
import { TestLog } from './log.fixture.ts';
import { checkProof, readProof, writeProof } from './proof.ts';
import { proveEvent } from './prove.ts';

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
