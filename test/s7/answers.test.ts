import assert from 'node:assert/strict';
import { SimulatedS7Plc } from '@millwright/simulators/s7';
import { ManualClock } from '@millwright/tags';
import { waitFor } from '@millwright/testing';
import { inBlock, never, PlcScene, timeout, told } from './support/plc-scene.ts';

describe('answers that do not fit', () => {
  let scene: PlcScene;

  beforeEach(async () => {
    scene = await PlcScene.start();
    scene.plc.memory.block(1).set(Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7));
  });

  afterEach(async () => {
    await scene.end();
    assert.deepEqual(scene.plc.problems, []);
  });

  for (const fault of [
    { kind: 'more-items', by: 1 },
    { kind: 'longer-items', by: 1 },
    { kind: 'longer-items', by: 200 },
    { kind: 'shorter-items', by: 1 },
  ] as const)
    it(`S-R-12: of the S7 simulator (${fault.kind} by ${fault.by}) give no value, and what comes next is right`, async () => {
      const session = await scene.open();
      scene.plc.misbehave({ ...fault, times: 1 });
      const wrong = session.read([inBlock(0, 2), inBlock(4, 3)], never);
      const right = session.read([inBlock(4, 2)], never);
      await assert.rejects(wrong, { code: 's7.bad-answer', message: /does not fit the request/ });
      assert.deepEqual(told(await right), [[4, 5]]);
    });

  for (const by of [1, 3, 5, 7, 11, 60_000])
    it(`S-R-13: of the S7 simulator whose data end ${by} bytes too soon give no value, and nothing else is harmed`, async () => {
      const session = await scene.open();
      scene.plc.misbehave({ kind: 'short-data', by, times: 1 });
      await assert.rejects(session.read([inBlock(0, 2), inBlock(4, 2)], never), {
        code: 's7.bad-answer',
        message: /data end before the end of item/,
      });
      assert.deepEqual(told(await session.read([inBlock(6, 1)], never)), [[6]]);
    });
});

describe('answers that come late', () => {
  it('S-R-15: one of five requests to the S7 simulator times out, the others have their values, and its late answer is nobody else’s', async () => {
    // The PLC's time is another one than ours: what it delays comes when the test says so.
    const plcClock = new ManualClock();
    const plc = new SimulatedS7Plc({ clock: plcClock });
    await plc.listen();
    plc.memory.block(1).set(Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7));
    const scene = new PlcScene();
    const session = await scene.open({ port: plc.port });
    try {
      plc.misbehave({ kind: 'delay', milliseconds: 10_000, times: 1 });
      const [late, ...others] = [0, 1, 2, 3, 4].map((start) => session.read([inBlock(start, 1)], never));
      assert.ok(late);
      const isLate = assert.rejects(late, { code: 's7.timeout', message: /within 2000 ms/ });
      assert.deepEqual((await Promise.all(others)).flatMap(told), [[1], [2], [3], [4]]);
      scene.clock.advance(timeout);
      await isLate;
      const next = session.read([inBlock(5, 1)], never);
      plcClock.advance(10_000);
      assert.deepEqual(told(await next), [[5]]);
      await waitFor('the late answer', () => session.traffic.stray === 1);
      assert.equal(plc.connections, 1);
    } finally {
      await scene.end();
      await plc.close();
    }
  });

  it('are right where only the process was busy until their time was up', async () => {
    const scene = await PlcScene.start();
    try {
      const session = await scene.open();
      scene.plc.program = {
        // Behind the answer: timers come before what the network has.
        scan: () =>
          void setImmediate(() => {
            setTimeout(() => scene.clock.advance(2 * timeout), 1);
            const end = performance.now() + 3;
            while (performance.now() < end);
          }),
      };
      assert.deepEqual(told(await session.read([inBlock(0, 1)], never)), [[0]]);
      scene.plc.misbehave({ kind: 'silence', times: 1 });
      await assert.rejects(session.read([inBlock(0, 1)], never), { code: 's7.timeout' });
    } finally {
      await scene.end();
    }
  });
});

describe('a connection on which nothing comes any more', () => {
  let scene: PlcScene;

  beforeEach(async () => {
    scene = await PlcScene.start();
  });

  afterEach(() => scene.end());

  it('is ended after three silences in a row, however many requests were under way in each', async () => {
    const session = await scene.open();
    const ended = new Promise((resolve) => session.onEnd(resolve));
    scene.plc.misbehave({ kind: 'silence' });
    for (const silence of [1, 2, 3]) {
      const asked = [0, 1, 2, 3, 4].map((start) => session.read([inBlock(start, 1)], never));
      const settled = Promise.allSettled(asked);
      scene.clock.advance(timeout);
      const codes = (await settled).map((result) => result.status === 'rejected' && result.reason.code);
      assert.equal(codes[0], 's7.timeout');
      assert.equal(scene.clock.pending, 0, `silence ${silence}`);
    }
    assert.equal(((await ended) as { code: string }).code, 's7.connection-lost');
    await assert.rejects(session.read([inBlock(0, 1)], never), {
      code: 's7.connection-lost',
      message: /3 times in a row/,
    });
    await waitFor('the end at the other side', () => scene.plc.connections === 0);
  });

  it('is not given up while anything comes, even what nobody asked for', async () => {
    const session = await scene.open();
    for (let silence = 1; silence <= 5; silence += 1) {
      scene.plc.misbehave({ kind: 'silence', times: 1 });
      const lost = assert.rejects(session.read([inBlock(0, 1)], never), { code: 's7.timeout' });
      await waitFor('the silence', () => scene.plc.spoiled === silence);
      scene.clock.advance(timeout);
      await lost;
      scene.plc.push();
      await waitFor('the push', () => session.traffic.stray === silence);
    }
    scene.plc.behave();
    assert.equal((await session.read([inBlock(0, 1)], never)).length, 1);
  });

  it('settles everything where it is closed: what is under way, and what waits', async () => {
    const session = await scene.open();
    scene.plc.misbehave({ kind: 'silence' });
    const asked = Array.from({ length: 20 }, () => session.read([inBlock(0, 1)], never));
    const settled = Promise.allSettled(asked);
    await session.close();
    for (const result of await settled)
      assert.equal(result.status === 'rejected' && result.reason.code, 's7.closed');
    assert.equal(scene.clock.pending, 0);
    await session.close();
  });

  it('keeps the place of a request whose caller has given up until its answer comes', async () => {
    scene.plc.settings.jobs = 1;
    const session = await scene.open();
    scene.plc.misbehave({ kind: 'silence', times: 1 });
    const abort = new AbortController();
    const given = assert.rejects(session.read([inBlock(0, 1)], abort.signal), /enough/);
    const waits = session.read([inBlock(0, 1)], never);
    const leaves = assert.rejects(session.read([inBlock(0, 1)], abort.signal), /enough/);
    abort.abort(new Error('enough'));
    await given;
    await leaves;
    await waitFor('the silence', () => scene.plc.spoiled === 1);
    assert.equal(scene.plc.requests, 1);
    scene.clock.advance(timeout);
    assert.deepEqual(told(await waits), [[0]]);
    assert.equal(scene.plc.requests, 2);
  });
});
