import assert from 'node:assert/strict';
import type { S7Fault } from '@millwright/simulators/s7';
import { waitFor } from '@millwright/testing';
import { inBlock, never, PlcScene, timeout, told } from './support/plc-scene.ts';

describe('setting up a session', () => {
  let scene: PlcScene;

  beforeEach(async () => {
    scene = await PlcScene.start();
  });

  afterEach(async () => {
    await scene.end();
    assert.deepEqual(scene.plc.problems, []);
  });

  for (const [pdu, jobs] of [
    [240, 1],
    [480, 2],
    [960, 8],
  ] as const)
    it(`S-P-01: works with ${pdu} bytes and ${jobs} jobs where the S7 simulator agrees to no more`, async () => {
      Object.assign(scene.plc.settings, { pdu, jobs });
      const session = await scene.open();
      assert.deepEqual(session.limits, { pdu, jobs });
      scene.plc.misbehave({ kind: 'hold', count: 1_000 });
      const before = session.traffic.bytesOut;
      for (let count = 0; count < jobs + 2; count += 1) session.read([inBlock(0, 1)], never).catch(() => {});
      // One item makes a packet of 31 bytes; what is more than was agreed on waits here.
      assert.equal(session.traffic.bytesOut - before, jobs * 31);
      await waitFor('the requests', () => scene.plc.requests === jobs);
      const over = session.read(new Array(Math.floor((pdu - 12) / 12) + 1).fill(inBlock(0, 1)), never);
      await assert.rejects(over, { code: 's7.bad-request' });
    });

  for (const agreed of [{ pdu: 0 }, { pdu: 16 }])
    it(`S-P-02: works with no PDU of ${agreed.pdu} bytes, whatever the S7 simulator says`, async () => {
      scene.plc.misbehave({ kind: 'agree', ...agreed, on: 'set-up' });
      await assert.rejects(scene.open(), {
        code: 's7.bad-agreement',
        message: new RegExp(`PDU of ${agreed.pdu} bytes`),
      });
      await waitFor('no connection', () => scene.plc.connections === 0);
    });

  it('S-P-02: takes no more than it asked for, and one job where the S7 simulator says none', async () => {
    scene.plc.misbehave({ kind: 'agree', pdu: 65_535, jobs: 0, on: 'set-up' });
    const session = await scene.open();
    assert.deepEqual(session.limits, { pdu: 960, jobs: 1 });
    assert.deepEqual(told(await session.read([inBlock(0, 2)], never)), [[0, 0]]);
  });

  it('S-P-03: says what an error of the S7 simulator in place of the agreement means', async () => {
    for (const rosctr of [2, 3] as const) {
      scene.plc.misbehave({ kind: 'refuse', error: 0x8302, rosctr, on: 'set-up', times: 1 });
      await assert.rejects(scene.open(), {
        code: 's7.setup-refused',
        message: /0x8302\): it has no resources left/,
      });
    }
    await waitFor('no connection', () => scene.plc.connections === 0);
  });

  for (const on of ['connect', 'set-up'] as const)
    it(`S-P-04: gives up a connection whose ${on} the S7 simulator does not answer, and tries again after a pause`, async () => {
      scene.plc.misbehave({ kind: 'silence', on });
      const client = scene.client();
      client.connection.need();
      const link = assert.rejects(client.connection.link(never), { code: 's7.timeout' });
      await waitFor('the silence', () => scene.plc.spoiled === 1);
      scene.clock.advance(timeout);
      await link;
      assert.equal(client.connection.state.phase, 'waiting');
      await waitFor('no connection', () => scene.plc.connections === 0);
      scene.plc.behave();
      await scene.clock.advanceAsync(1_000);
      await client.connection.link(never);
      assert.equal(scene.plc.accepted, 2);
    });
});

describe('messages of a session', () => {
  let scene: PlcScene;

  beforeEach(async () => {
    scene = await PlcScene.start();
    scene.plc.memory.block(1).set(Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7));
  });

  afterEach(() => scene.end());

  it('S-H-01: an answer of the S7 simulator under a reference that nobody has is counted, and nothing else', async () => {
    const session = await scene.open();
    scene.plc.misbehave({ kind: 'reference', beside: 500, times: 1 });
    const lost = assert.rejects(session.read([inBlock(0, 1)], never), { code: 's7.timeout' });
    await waitFor('the answer', () => session.traffic.stray === 1);
    assert.deepEqual(told(await session.read([inBlock(1, 1)], never)), [[1]]);
    scene.clock.advance(timeout);
    await lost;
    assert.equal(session.traffic.stray, 1);
  });

  it('S-H-01: an answer that the S7 simulator sends twice is taken once', async () => {
    const session = await scene.open();
    scene.plc.misbehave({ kind: 'duplicate', times: 1 });
    assert.deepEqual(told(await session.read([inBlock(1, 1)], never)), [[1]]);
    await waitFor('the double', () => session.traffic.stray === 1);
    assert.deepEqual(told(await session.read([inBlock(2, 1)], never)), [[2]]);
    assert.equal(session.traffic.stray, 1);
  });

  const lengths: readonly S7Fault[] = [
    { kind: 'lengths', parameter: 1 },
    { kind: 'lengths', parameter: 65_000 },
    { kind: 'lengths', data: 2 },
    { kind: 'lengths', data: -2 },
    { kind: 'lengths', parameter: 4, data: 4 },
  ];
  for (const fault of lengths)
    it(`S-H-02: a message of the S7 simulator whose lengths do not fit ends the connection, and it is opened anew (${JSON.stringify(fault)})`, async () => {
      const client = scene.client();
      client.connection.need();
      const session = await client.connection.link(never);
      scene.plc.misbehave({ ...fault, times: 1 });
      await assert.rejects(session.read([inBlock(0, 2)], never), {
        code: 's7.bad-frame',
        message: /a message of/,
      });
      await waitFor('the pause', () => client.connection.state.phase === 'waiting');
      await scene.clock.advanceAsync(1_000);
      const next = await client.connection.link(never);
      assert.deepEqual(told(await next.read([inBlock(1, 1)], never)), [[1]]);
    });

  for (const [value, beside] of [
    [2, 0],
    [7, 0],
    [1, 0],
    [9, 0],
    [255, 0],
    [7, 100],
    [2, 100],
    [3, 100],
  ] as const)
    it(`S-H-03: a message of kind ${value} that the S7 simulator sends ${beside === 0 ? 'under the same reference' : 'of its own accord'} is counted, and the answer behind it is taken`, async () => {
      const session = await scene.open();
      scene.plc.misbehave({ kind: 'stray', value, beside, times: 1 });
      assert.deepEqual(told(await session.read([inBlock(3, 1)], never)), [[3]]);
      assert.equal(session.traffic.stray, 1);
    });

  it('S-H-03: what the S7 simulator pushes, or says under a kind that nobody knows, is counted', async () => {
    const session = await scene.open();
    scene.plc.push();
    await waitFor('the push', () => session.traffic.stray === 1);
    scene.plc.misbehave({ kind: 'rosctr', value: 9, times: 1 });
    const lost = assert.rejects(session.read([inBlock(0, 1)], never), { code: 's7.timeout' });
    await waitFor('the unknown', () => session.traffic.stray === 2);
    scene.clock.advance(timeout);
    await lost;
    assert.deepEqual(told(await session.read([inBlock(4, 1)], never)), [[4]]);
  });

  it('S-H-04: a PLC with PUT/GET off, as the S7 simulator plays one, says what is to be switched on in TIA', async () => {
    scene.plc.settings.putGet = false;
    const session = await scene.open();
    const denied = { code: 's7.access-denied', message: /0x8104\): PUT\/GET is off.*TIA Portal.*OPC UA/ };
    await assert.rejects(session.read([inBlock(0, 1)], never), denied);
    const item = { area: 'DB', db: 1, start: 0, bytes: Uint8Array.of(1) } as const;
    await assert.rejects(session.write([item], never), denied);
  });

  for (const [error, expected] of [
    [0x8500, /0x8500\): the message has a size or form that it does not take/],
    [0xd401, /0xD401\): it has no such system status list/],
    [0x8305, /0x8305\): this function is not there/],
    [0x83ff, /0x83FF\): it has no resources left/],
  ] as const)
    it(`S-H-04: error 0x${error.toString(16)} of the S7 simulator is told in words, and the connection stays`, async () => {
      const session = await scene.open();
      for (const rosctr of [2, 3] as const) {
        scene.plc.misbehave({ kind: 'refuse', error, rosctr, times: 1 });
        await assert.rejects(session.read([inBlock(0, 1)], never), { code: 's7.refused', message: expected });
      }
      const clock = { group: 7, function: 1, data: new Uint8Array() };
      scene.plc.misbehave({ kind: 'refuse', error, times: 1 });
      await assert.rejects(session.ask(clock, never), { code: 's7.refused', message: expected });
      assert.deepEqual(told(await session.read([inBlock(5, 1)], never)), [[5]]);
    });

  it('S-H-05: four answers that the S7 simulator sends the other way round find who asked', async () => {
    const session = await scene.open();
    scene.plc.misbehave({ kind: 'hold', count: 4, reversed: true, times: 4 });
    const order: number[] = [];
    const asked = [0, 1, 2, 3].map(async (start) => {
      const answers = await session.read([inBlock(start, 1)], never);
      order.push(start);
      return told(answers);
    });
    assert.deepEqual((await Promise.all(asked)).flat(), [[0], [1], [2], [3]]);
    assert.deepEqual(order, [3, 2, 1, 0]);
    assert.equal(session.traffic.stray, 0);
  });
});
