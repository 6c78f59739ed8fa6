import assert from 'node:assert/strict';
import { clearPassword, givePassword, S7Client } from '@millwright/s7/client';
import { waitFor } from '@millwright/testing';
import { inBlock, never, PlcScene, told } from './support/plc-scene.ts';
import { startSnap7 } from './support/snap7.ts';

const password = 'grünkohl';
const item = { area: 'DB', db: 1, start: 0, bytes: Uint8Array.of(1) } as const;

/** An error as logs, messages and answers have it. */
const everythingOf = (error: unknown): string =>
  error instanceof Error
    ? `${error.stack} ${JSON.stringify(error)} ${everythingOf(error.cause)}`
    : String(error);

describe('the password of a PLC', () => {
  let scene: PlcScene;

  beforeEach(async () => {
    scene = await PlcScene.start({ protection: { level: 3, password } });
  });

  afterEach(async () => {
    await scene.end();
    assert.deepEqual(scene.plc.problems, []);
  });

  it('S-D-06: lifts the protection of the S7 simulator for this session, and taken back it is in force again', async () => {
    const stop = Uint8Array.from([0x29, 0, 0, 0, 0, 0, 9, ...Buffer.from('P_PROGRAM')]);
    const without = await scene.open();
    await assert.rejects(without.command(stop, never), { code: 's7.password-needed', message: /0xD241/ });
    const session = await scene.open({ password });
    assert.equal(session.password, 'accepted');
    await clearPassword(session, never);
    await assert.rejects(session.command(stop, never), { code: 's7.password-needed' });
    await assert.rejects(clearPassword(session, never), { code: 's7.refused', message: /0xD604/ });
    assert.equal(await givePassword(session, password, never), 'accepted');
    assert.deepEqual([...(await session.command(stop, never))], [0x29]);
    assert.equal(scene.plc.cpu.running, false);
    assert.deepEqual([...(await session.command(stop, never))], [0x29, 0x07]);
  });

  it('S-D-06: that is wrong for the S7 simulator opens no connection, and is not tried again soon', async () => {
    const client = scene.client({ password: 'wrong' });
    client.connection.need();
    await assert.rejects(client.connection.link(never), (error: Error) => {
      assert.match(error.message, /does not take the password \(0xD602\): the password is wrong/);
      assert.doesNotMatch(everythingOf(error).replaceAll('password is wrong', ''), /wrong/);
      return true;
    });
    const { state } = client.connection;
    assert.ok(state.phase === 'waiting' && state.delay >= 60_000);
    await waitFor('no connection', () => scene.plc.connections === 0);
  });

  it('S-D-06: that the S7 simulator has no use for is told, and the connection is used', async () => {
    Object.assign(scene.plc.settings, { protection: {} });
    const client = scene.client({ password });
    client.connection.need();
    await client.connection.link(never);
    assert.equal(client.facts?.password, 'not-needed');
    scene.plc.misbehave({ kind: 'refuse', error: 0x8104, on: 'info' });
    assert.equal((await scene.open({ password })).password, 'not-supported');
    scene.plc.behave();
    assert.deepEqual(await (await client.connection.link(never)).write([item], never), [undefined]);
  });

  it('S-D-06: is in no error, however the connection fails', async () => {
    const spoiled = ['reset', 'close', 'garbage', 'silence'] as const;
    for (const kind of spoiled) {
      scene.plc.misbehave({ kind, on: 'info', times: 1 });
      const before = scene.plc.spoiled;
      const opened = scene.open({ password }).then(
        () => assert.fail('it was opened'),
        (error: unknown) => error,
      );
      await waitFor('the question', () => scene.plc.spoiled === before + 1);
      if (kind === 'silence') scene.clock.advance(scene.place.timeout);
      const said = everythingOf(await opened);
      assert.match(said, /CodedError/);
      assert.doesNotMatch(said, /gr.nkohl/);
    }
    await assert.rejects(scene.open({ password: `${password}9` }), (error: Error) => {
      assert.doesNotMatch(everythingOf(error), /gr.nkohl/);
      return /at most 8 characters/.test(error.message);
    });
  });

  it('S-D-06: is taken by Snap7, and what it keeps is read and written as without', async function () {
    const snap7 = await startSnap7(this);
    const client = new S7Client({ ...scene.place, port: snap7.port, password: 'secret' });
    const release = client.connection.need();
    try {
      const session = await client.connection.link(never);
      assert.equal(client.facts?.password, 'accepted');
      assert.deepEqual(await session.write([item], never), [undefined]);
      assert.deepEqual(told(await session.read([inBlock(0, 2)], never)), [[1, 0]]);
      await clearPassword(session, never);
    } finally {
      release();
      await client.close();
      await snap7.close();
    }
  });
});
