import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isCheckpointOf, readCheckpoint, readPublicKey } from '@millwright/ledger';
import { storeErrors } from '@millwright/store';
import { describe, it } from 'mocha';
import { auditErrors } from '../../common/errors.ts';
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

  it('tells why it cannot be written, and of what was lost as soon as it can', async () => {
    const other = new DatabaseSync(test.file);
    other.exec('pragma application_id = 7; create table t (x)');
    other.close();
    await assert.rejects(test.log.append(draft({ time: 7 })), storeErrors.foreignFile.is);
    const { state, lost, problem } = test.log.state();
    assert.deepEqual([state, lost, problem?.code], ['failing', 1, 'store.foreign-file']);
    rmSync(test.file);
    const seq = await test.log.append(draft());
    assert.deepEqual([test.log.state().state, test.log.state().lost, seq], ['well', 0, 2]);
    const gap = await test.log.event(1);
    assert.deepEqual([gap?.event.name, gap?.event.data], ['audit.gap', { lost: 1, since: 7 }]);
  });

  it('fails until something was written, also where it can be opened meanwhile', async () => {
    const other = new DatabaseSync(test.file);
    other.exec('pragma application_id = 7; create table t (x)');
    other.close();
    await assert.rejects(test.log.append(draft({ time: 7 })), storeErrors.foreignFile.is);
    rmSync(test.file);
    const states: unknown[] = [];
    const isWell = new Promise<void>((resolve) => {
      test.log.onChanged(() => {
        const { state, lost } = test.log.state();
        states.push([state, lost]);
        if (state === 'well') resolve();
      });
    });
    // Whoever looks has it opened.
    assert.deepEqual((await test.log.page({ limit: 9 })).events.map(({ name }) => name).slice(-1), [
      'audit.begin',
    ]);
    await isWell;
    // Nothing else has to come for it to tell of what was lost.
    const gap = await test.log.event(1);
    assert.deepEqual([gap?.event.name, gap?.event.data], ['audit.gap', { lost: 1, since: 7 }]);
    assert.deepEqual(states.at(-1), ['well', 0]);
    assert.ok(!states.some((state) => JSON.stringify(state) === '["well",1]'));
  });

  it('keeps how far destinations are', async () => {
    const cursor = { destination: 'd', seq: 1, anchored: 0, time: 5 };
    await test.log.setCursor(cursor);
    await test.log.setCursor({ ...cursor, seq: 2 });
    await test.log.setCursor({ ...cursor, destination: 'e' });
    await test.log.removeCursor('e');
    const log = await test.reopen();
    assert.deepEqual(await log.cursors(), [{ ...cursor, seq: 2 }]);
  });

  it('signs what nobody has signed, after so many events', async () => {
    const signed = new Promise<number>((resolve) => {
      test.log.onChanged(() => {
        const { checkpoint } = test.log.state();
        if (checkpoint && checkpoint.size > 256) resolve(checkpoint.size);
      });
    });
    await Promise.all(Array.from({ length: 300 }, () => test.log.append(draft())));
    assert.ok((await signed) >= 256);
  });

  it('counts what a list can be narrowed to, and how large it is', async () => {
    const oven = { kind: 'tab', id: 't1', name: 'Oven' };
    for (const target of [oven, oven, { kind: 'node', id: 'n1' }]) await test.log.append(draft({ target }));
    assert.deepEqual(await test.log.choices(), {
      actors: [
        { value: 'ana', kind: 'user', name: 'ana' },
        { value: 'kind:system', kind: 'system' },
      ],
      names: ['flows.deploy', 'audit.begin'],
      targets: [
        { value: 'tab:t1', kind: 'tab', name: 'Oven' },
        { value: 'node:n1', kind: 'node' },
      ],
    });
    await test.log.append(draft({ target: { ...oven, name: 'Oven 3' } }));
    assert.deepEqual((await test.log.choices()).targets[0], { value: 'tab:t1', kind: 'tab', name: 'Oven 3' });
    const { events, bytes, bytesPerDay } = await test.log.figures();
    assert.ok(bytes > 10_000);
    assert.deepEqual([events, bytesPerDay], [5, undefined]);
  });

  it('shows all events but one whose bytes were damaged', async () => {
    await test.log.append(draft({ reason: 'to be damaged' }));
    await test.log.append(draft());
    await test.log.close();
    const bytes = readFileSync(test.file);
    bytes.write('x', bytes.indexOf('"reason":"to be damaged"'));
    writeFileSync(test.file, bytes);
    const log = await test.reopen();
    assert.deepEqual(
      (await log.page({ limit: 9 })).events.map(({ seq }) => seq),
      [2, 0],
    );
    await assert.rejects(log.event(1), auditErrors.eventChanged.is);
  });

  it('starts nothing any more once it is closed', async () => {
    await test.log.close();
    await assert.rejects(test.log.append(draft()), storeErrors.workerClosed.is);
    await assert.rejects(test.log.page({ limit: 1 }), storeErrors.workerClosed.is);
    assert.deepEqual(readdirSync(test.directory), []);
  });
});
