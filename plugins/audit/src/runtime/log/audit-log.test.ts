import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isCheckpointOf, readCheckpoint, readPublicKey } from '@millwright/ledger';
import { storeErrors } from '@millwright/store';
import { describe, it } from 'mocha';
import { draft, logForEach } from './log.fixture.ts';

describe('the audit log, seen from the main thread', () => {
  const test = logForEach();

  it('begins with an event that says which log it is and who signs it', async () => {
    assert.equal(test.log.state().state, 'opening');
    await test.log.open();
    const { state, size, origin, fingerprint, lost, notices } = test.log.state();
    assert.deepEqual({ state, size, lost, notices }, { state: 'well', size: 1, lost: 0, notices: [] });
    assert.match(origin, /^millwright\/audit\/plant-1\/[0-9a-f]{8}$/);
    const begun = await test.log.event(0);
    assert.equal(begun?.event.name, 'audit.begin');
    const { publicKey } = begun?.event.data ?? {};
    assert.equal(begun?.event.data?.origin, origin);
    assert.equal(readPublicKey(String(publicKey)).fingerprint, fingerprint);
  });

  it('numbers what it is given, in the order in which it was given, and reads it back', async () => {
    const seqs = await Promise.all(
      Array.from({ length: 100 }, (_, index) => test.log.append(draft({ reason: `number ${index}` }))),
    );
    assert.deepEqual(
      seqs,
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
    const { events, next } = await test.log.page({ limit: 10 });
    assert.deepEqual(
      events.map(({ reason }) => reason),
      Array.from({ length: 10 }, (_, index) => `number ${99 - index}`),
    );
    assert.equal(next, 91);
    const [newest] = events;
    assert.deepEqual(newest, {
      ...draft({ reason: 'number 99' }),
      format: 1,
      seq: 100,
      time: '2026-11-26T08:00:00.000Z',
      instance: 'plant 1',
      boot: newest?.boot,
      uptime: newest?.uptime,
    });
    assert.match(newest?.boot ?? '', /^[0-9a-f]{16}$/);
  });

  it('goes on where it was, and is signed when it is closed', async () => {
    await test.log.append(draft());
    const { origin, fingerprint } = test.log.state();
    const log = await test.reopen();
    await log.open();
    const state = log.state();
    assert.deepEqual([state.origin, state.fingerprint, state.size], [origin, fingerprint, 2]);
    const { note, size } = state.checkpoint ?? assert.fail('no checkpoint');
    assert.equal(size, 2);
    const begun = await log.event(0);
    const key = readPublicKey(String(begun?.event.data?.publicKey));
    assert.ok(isCheckpointOf(readCheckpoint(note), key));
    assert.equal((await log.event(1))?.checkpoint, 2);
    assert.equal(await log.append(draft()), 2);
  });

  it('is for its owner only, and leaves nothing beside it', async () => {
    await test.log.append(draft());
    await test.log.close();
    assert.deepEqual(readdirSync(test.directory).sort(), ['audit.db', 'keys']);
    assert.deepEqual(readdirSync(join(test.directory, 'keys')), ['audit-0.pem']);
    for (const file of ['audit.db', 'keys/audit-0.pem'])
      assert.equal(statSync(join(test.directory, file)).mode & 0o777, 0o600);
  });

  it('starts nothing any more once it is closed', async () => {
    await test.log.close();
    await assert.rejects(test.log.append(draft()), storeErrors.workerClosed.is);
    await assert.rejects(test.log.page({ limit: 1 }), storeErrors.workerClosed.is);
    assert.deepEqual(readdirSync(test.directory), []);
  });
});
