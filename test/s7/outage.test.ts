import assert from 'node:assert/strict';
import { type ClientOptions, S7Client } from '@millwright/s7/client';
import { type ConnectionState, isHeard, ManualClock, tagErrors } from '@millwright/tags';
import { BlackHole, FaultProxy, freePort, OwnTime, waitFor } from '@millwright/testing';
import { inBlock, never, PlcScene, timeout, told } from './support/plc-scene.ts';
import { startSnap7 } from './support/snap7.ts';

const terms = { source: 'test', signal: never };

/** Reads the first byte of data block 1 when its turn comes. */
const read = (client: S7Client) =>
  client.schedule('read', terms, (session, signal) => session.read([inBlock(0, 1)], signal));

/** Waits for a state of the connection. */
function until(client: S7Client, phase: ConnectionState['phase']): Promise<ConnectionState> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (client.connection.state.phase !== phase) return;
      unfollow();
      resolve(client.connection.state);
    };
    const unfollow = client.connection.onChange(look);
    look();
  });
}

/**
 * Lets a client try for 60 s of a clock that only we move.
 * @param attempt ends an attempt that waits for something
 * @returns when each attempt began, in seconds
 */
async function tryFor60Seconds(
  options: Pick<ClientOptions, 'host' | 'port'>,
  attempt: (clock: ManualClock) => Promise<void> | void,
): Promise<readonly number[]> {
  const clock = new ManualClock();
  const client = new S7Client({
    ...options,
    rack: 0,
    slot: 2,
    timeout,
    connectTimeout: timeout,
    clock,
    random: () => 0,
  });
  const began: number[] = [];
  client.connection.onChange(({ phase }) => {
    if (phase === 'connecting') began.push(clock.elapsed() / 1_000);
  });
  client.connection.need();
  try {
    while (clock.elapsed() < 60_000) {
      await attempt(clock);
      const state = await until(client, 'waiting');
      // Who asks meanwhile is told at once why there is no connection.
      await assert.rejects(read(client), (error) => state.phase === 'waiting' && error === state.error);
      if (state.phase === 'waiting') clock.advance(state.delay);
    }
    return began;
  } finally {
    await client.close();
    assert.equal(clock.pending, 0);
  }
}

describe('a PLC that cannot be reached', () => {
  it('S-T-10: is tried again with growing pauses, one attempt at a time, where nobody listens for 60 s', async () => {
    const began = await tryFor60Seconds({ host: '127.0.0.1', port: await freePort() }, () => {});
    assert.deepEqual(began.slice(0, 7), [0, 1, 3, 7, 15, 30, 45]);
  });

  it('S-T-10: is tried again with growing pauses, one attempt at a time, where connections are swallowed', async () => {
    const hole = new BlackHole();
    await hole.open();
    try {
      const began = await tryFor60Seconds({ host: '127.0.0.1', port: hole.port }, async (clock) => {
        // One time limit at a time: a second attempt would bring one of its own.
        await waitFor('the attempt', () => clock.pending > 0, { every: 1 });
        assert.equal(clock.pending, 1);
        clock.advance(timeout);
      });
      assert.deepEqual(began.slice(0, 6), [0, 3, 7, 13, 23, 40]);
    } finally {
      hole.close();
    }
  });

  it('S-T-10: is tried again with growing pauses, one attempt at a time, where the S7 simulator resets every handshake', async () => {
    const scene = await PlcScene.start();
    scene.plc.misbehave({ kind: 'reset', on: ['connect', 'set-up'] });
    const accepted: number[] = [];
    try {
      const began = await tryFor60Seconds(scene.place, () => {
        accepted.push(scene.plc.accepted);
        assert.equal(scene.plc.connections, 0);
      });
      assert.deepEqual(began.slice(0, 7), [0, 1, 3, 7, 15, 30, 45]);
      assert.deepEqual(accepted, [0, 1, 2, 3, 4, 5, 6]);
    } finally {
      await scene.end();
    }
  });
});

describe('a connection that ends', () => {
  let scene: PlcScene;

  beforeEach(async () => {
    scene = await PlcScene.start();
    scene.plc.memory.block(1).set(Uint8Array.of(7));
  });

  afterEach(() => scene.end());

  for (const kind of ['reset', 'close'] as const)
    it(`S-T-11: while the S7 simulator was to answer (${kind}) fails what was asked in less than 50 ms, and is opened anew`, async () => {
      const client = scene.client();
      client.connection.need();
      await client.connection.link(never);
      const took: number[] = [];
      for (let count = 0; count < 5; count += 1) {
        scene.plc.misbehave({ kind: 'silence', on: 'read', times: 1 });
        const asked = read(client);
        const failed = assert.rejects(asked, { code: 's7.connection-lost' });
        await waitFor('the request', () => scene.plc.spoiled === count + 1);
        using time = OwnTime.begin();
        scene.plc.disconnect(kind);
        await failed;
        took.push(time.passed);
        await until(client, 'waiting');
        await scene.clock.advanceAsync(1_000);
        await client.connection.link(never);
        assert.deepEqual(told(await read(client)), [[7]]);
      }
      assert.ok(Math.max(...took) < 50, `${took} ms`);
      assert.equal(scene.plc.accepted, 6);
      assert.equal(scene.plc.connections, 1);
    });

  it('is heard again once the S7 simulator has negotiated anew, though nobody asks it anything', async () => {
    const client = scene.client();
    client.connection.need();
    await client.connection.link(never);
    for (let count = 0; count < 3; count += 1) {
      scene.plc.disconnect('close');
      await until(client, 'waiting');
      assert.equal(isHeard(client.connection.state), false);
      // It lasted: the pauses do not grow.
      await scene.clock.advanceAsync(1_000);
      await client.connection.link(never);
      assert.equal(isHeard(client.connection.state), true);
      await scene.clock.advanceAsync(60_000);
    }
    assert.equal(scene.plc.requests, 0);
  });

  it('S-T-11: in the middle of an answer of the S7 simulator gives no value', async () => {
    for (const how of ['close', 'reset'] as const) {
      const session = await scene.open();
      scene.plc.misbehave({ kind: 'cut', bytes: 20, how, times: 1 });
      await assert.rejects(session.read([inBlock(0, 1)], never), { code: 's7.connection-lost' });
    }
  });

  it('S-T-11: in the middle of an answer of Snap7 fails what was asked in less than 50 ms, and is opened anew', async function () {
    this.timeout(120_000);
    const snap7 = await startSnap7(this);
    const line = new FaultProxy({ target: snap7.port });
    await line.listen();
    const client = scene.client({ port: line.port });
    try {
      await snap7.set('DB', Uint8Array.of(42), { db: 1 });
      client.connection.need();
      await client.connection.link(never);
      for (const kind of ['close', 'reset'] as const) {
        line.cutAfter(20, kind);
        const ended = new Promise<OwnTime>((resolve) => {
          client.connection.onChange(({ phase }) => phase === 'waiting' && resolve(OwnTime.begin()));
        });
        const asked = assert.rejects(read(client), { code: 's7.connection-lost' });
        using time = await ended;
        await asked;
        assert.ok(time.passed < 50, `${time.passed} ms`);
        await scene.clock.advanceAsync(1_000);
        await client.connection.link(never);
        assert.deepEqual(told(await read(client)), [[42]]);
      }
      assert.equal(line.mostAtOnce, 1);
    } finally {
      await client.close();
      await line.close();
      await snap7.close();
    }
  });

  it('says of a write that went out that nobody knows what came of it, and of one that did not that it was not sent', async () => {
    const client = scene.client();
    client.connection.need();
    await client.connection.link(never);
    const item = { area: 'DB', db: 1, start: 0, bytes: Uint8Array.of(1) } as const;
    scene.plc.misbehave({ kind: 'reset', on: 'write', times: 1 });
    const sent = client.schedule('write', terms, (session, signal, onSent) =>
      session.write([item], signal, onSent),
    );
    await assert.rejects(sent, (error) => {
      assert.ok(tagErrors.outcomeUnknown.is(error), String(error));
      return (error.cause as { code: string }).code === 's7.connection-lost';
    });
    await until(client, 'waiting');
    await scene.clock.advanceAsync(1_000);
    await client.connection.link(never);
    const unsent = client.schedule('write', terms, async (session, signal, onSent) => {
      await session.close();
      return session.write([item], signal, onSent);
    });
    await assert.rejects(unsent, { code: 'tags.not-sent' });
    assert.equal(scene.plc.recorder.items('write').length, 1);
  });

  it('says what is known of the session, and counts what it carried', async () => {
    scene.plc.settings.pdu = 240;
    const client = scene.client();
    assert.equal(client.facts, undefined);
    const release = client.connection.need();
    await client.connection.link(never);
    assert.deepEqual(client.facts, { pdu: 240, jobs: 8 });
    scene.plc.misbehave({ kind: 'duplicate', times: 1 });
    await read(client);
    await read(client);
    const { requests, strayAnswers, bytes } = client.snapshot();
    assert.deepEqual({ requests, strayAnswers }, { requests: 2, strayAnswers: 1 });
    assert.ok(bytes.in > 0 && bytes.out > 0);
    release();
    await client.close();
    await client.close();
    await waitFor('no connection', () => scene.plc.connections === 0);
  });
});

describe('a server that is killed', () => {
  it('S-T-12: for 6 s gives values again no later than its longest pause and a second after Snap7 is back', async function () {
    this.timeout(120_000);
    const snap7 = await startSnap7(this);
    const longestDelay = 2_000;
    const client = new S7Client({
      host: '127.0.0.1',
      port: snap7.port,
      rack: 0,
      slot: 2,
      timeout,
      connectTimeout: timeout,
      policy: { longestDelay },
    });
    const release = client.connection.need();
    try {
      await snap7.set('DB', Uint8Array.of(42), { db: 1 });
      await client.connection.link(never);
      assert.deepEqual(told(await read(client)), [[42]]);
      const killed = performance.now();
      await snap7.close();
      const down = await until(client, 'waiting');
      assert.equal(down.phase, 'waiting');
      await waitFor('6 s', () => performance.now() - killed >= 6_000, { every: 50 });
      await snap7.restart();
      using time = OwnTime.begin();
      await until(client, 'online');
      assert.deepEqual(told(await read(client)), [[0]]);
      const took = time.passed;
      // Snap7 may wait for its turn as well: that is not what is measured, and has three seconds of its own.
      assert.ok(took <= longestDelay + 1_000 + 3_000, `${took} ms`);
      assert.equal((await snap7.status()).clients, 1);
    } finally {
      release();
      await client.close();
      await snap7.close();
    }
  });
});
