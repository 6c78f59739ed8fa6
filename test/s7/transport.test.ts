import assert from 'node:assert/strict';
import { openSession } from '@millwright/s7/client';
import type { S7Fault } from '@millwright/simulators/s7';
import { waitFor } from '@millwright/testing';
import { inBlock, never, PlcScene, told } from './support/plc-scene.ts';

const bytes = Uint8Array.from({ length: 452 }, (_, index) => index & 0xff);

describe('ISO on TCP', () => {
  let scene: PlcScene;

  beforeEach(async () => {
    scene = await PlcScene.start();
    scene.plc.memory.block(1).set(bytes);
  });

  afterEach(async () => {
    await scene.end();
    assert.deepEqual(scene.plc.problems, []);
  });

  const broken: readonly (readonly [string, S7Fault])[] = [
    ['another version', { kind: 'packet', version: 2, on: 'read', times: 1 }],
    ...[0, 1, 2, 3, 4, 5, 6, 65_535].map(
      (length) => [`a length of ${length}`, { kind: 'packet', length, on: 'read', times: 1 }] as const,
    ),
    ['another protocol', { kind: 'garbage', on: 'read', times: 1 }],
  ];
  for (const [what, fault] of broken)
    it(`S-T-01: a packet with ${what} of the S7 simulator ends the connection: all requests fail at once, and it is opened anew`, async () => {
      const client = scene.client();
      client.connection.need();
      const session = await client.connection.link(never);
      scene.plc.misbehave(fault);
      const failed = await Promise.allSettled([
        session.read([inBlock(0, 4)], never),
        session.read([inBlock(4, 4)], never),
        session.read([inBlock(8, 4)], never),
      ]);
      // The clock has not moved: none of them waited for its time limit.
      for (const result of failed)
        assert.equal(result.status === 'rejected' && result.reason.code, 's7.bad-frame');
      await waitFor('the pause', () => client.connection.state.phase === 'waiting');
      await scene.clock.advanceAsync(1_000);
      const next = await client.connection.link(never);
      assert.deepEqual(told(await next.read([inBlock(0, 4)], never)), [[0, 1, 2, 3]]);
      assert.equal(scene.plc.accepted, 2);
      assert.equal(scene.plc.connections, 1);
    });

  it('S-T-02: takes answers of the S7 simulator byte by byte, and five in one segment', async () => {
    const session = await scene.open();
    scene.plc.misbehave({ kind: 'split', times: 1 });
    assert.deepEqual(told(await session.read([inBlock(0, 4), inBlock(9, 1)], never)), [[0, 1, 2, 3], [9]]);
    scene.plc.misbehave({ kind: 'hold', count: 5, times: 5 });
    const asked = [0, 1, 2, 3, 4].map((start) => session.read([inBlock(start, 1)], never));
    assert.deepEqual((await Promise.all(asked)).flatMap(told), [[0], [1], [2], [3], [4]]);
  });

  it('S-T-03: takes a value whose last byte the S7 simulator sends 50 ms later, as LOGO! does', async () => {
    const session = await scene.open();
    scene.plc.misbehave({ kind: 'late-byte', milliseconds: 50, times: 1 });
    assert.deepEqual(told(await session.read([inBlock(0, 4)], never)), [[0, 1, 2, 3]]);
  });

  for (const tsapsInConfirmation of [true, false])
    it(`S-T-04: takes a confirmation of the S7 simulator ${tsapsInConfirmation ? 'with' : 'without'} TSAPs`, async () => {
      scene.plc.settings.tsapsInConfirmation = tsapsInConfirmation;
      const session = await scene.open();
      const [confirmation] = scene.plc.recorder.frames('out');
      assert.equal(confirmation?.length, tsapsInConfirmation ? 22 : 14);
      assert.deepEqual(told(await session.read([inBlock(0, 1)], never)), [[0]]);
    });

  for (const tpdu of [7, 8, 9, 10, 11, 12, 13, 'none'] as const)
    it(`S-T-05: sends the S7 simulator no TPDU larger than it confirmed (${tpdu === 'none' ? 'none' : 2 ** tpdu} bytes)`, async () => {
      scene.plc.settings.tpdu = tpdu;
      const session = await scene.open();
      const place = { area: 'DB', db: 1, start: 1_000 } as const;
      // The simulator counts a larger TPDU as a broken rule.
      assert.deepEqual(await session.write([{ ...place, bytes }], never), [undefined]);
      assert.deepEqual(told(await session.read([{ ...place, length: 400 }], never)), [
        [...bytes.subarray(0, 400)],
      ]);
      const largest = Math.max(...scene.plc.recorder.frames('in').map(({ length }) => length - 4));
      assert.ok(largest <= (tpdu === 'none' ? 1_024 : 2 ** tpdu), `${largest} bytes`);
      assert.equal(largest > 480, tpdu === 'none' || tpdu >= 9);
    });

  it('S-T-06: says what a disconnect request of the S7 simulator in place of a confirmation means', async () => {
    scene.plc.settings.tsaps = [0x0101];
    await assert.rejects(scene.open(), {
      code: 's7.connect-refused',
      message: /TSAP 0102 \(rack 0, slot 2\): wrong TSAP, rack or slot, or no free connection resource/,
      details: {
        host: '127.0.0.1',
        port: scene.plc.port,
        remoteTsap: '0102',
        rack: 0,
        slot: 2,
        reason: 3,
        meaning: 'the address is unknown',
        wasOpen: false,
      },
    });
    scene.plc.settings.tsaps = undefined;
    scene.plc.settings.connections = 0;
    await assert.rejects(scene.open(), {
      code: 's7.connect-refused',
      message: /reason 1: too many connections/,
    });
    await waitFor('no connection', () => scene.plc.connections === 0);
  });

  it('S-T-06: says what it may mean where the S7 simulator closes or resets the connection in place of an answer', async () => {
    for (const kind of ['close', 'reset'] as const) {
      scene.plc.misbehave({ kind, on: 'connect', times: 1 });
      await assert.rejects(scene.open(), {
        code: 's7.connection-lost',
        message: /the PLC (closed|reset) it before it confirmed anything, .* no connection resource is free/,
      });
    }
  });

  it('leaves nothing open where whoever connects has given up', async () => {
    for (const on of ['connect', 'set-up'] as const) {
      scene.plc.misbehave({ kind: 'silence', on, times: 1 });
      const before = scene.plc.spoiled;
      const abort = new AbortController();
      const given = assert.rejects(openSession(scene.place, abort.signal), /enough/);
      await waitFor('the question', () => scene.plc.spoiled === before + 1);
      abort.abort(new Error('enough'));
      await given;
      await waitFor('no connection', () => scene.plc.connections === 0);
      assert.equal(scene.clock.pending, 0);
    }
  });

  it('S-T-06: says the same of one that the S7 simulator sends later', async () => {
    const session = await scene.open();
    const ended = new Promise((resolve) => session.onEnd(resolve));
    scene.plc.misbehave({ kind: 'disconnect', reason: 128, times: 1 });
    const expected = {
      code: 's7.connect-refused',
      message: /ended the connection .* no free connection resource/,
    };
    await assert.rejects(session.read([inBlock(0, 1)], never), expected);
    assert.equal(((await ended) as { code: string }).code, 's7.connect-refused');
    await assert.rejects(session.read([inBlock(0, 1)], never), expected);
  });

  for (const size of [1, 7, 100])
    it(`S-T-07: joins an answer that the S7 simulator sends in pieces of ${size} bytes`, async () => {
      const session = await scene.open();
      scene.plc.misbehave({ kind: 'fragment', bytes: size, times: 1 });
      const read = session.read([inBlock(0, 300), inBlock(300, 9)], never);
      assert.deepEqual(told(await read), [[...bytes.subarray(0, 300)], [...bytes.subarray(300, 309)]]);
    });

  it('S-T-07: ends where the S7 simulator sends pieces that never become a message', async () => {
    const session = await scene.open();
    scene.plc.misbehave({ kind: 'endless', times: 1 });
    await assert.rejects(session.read([inBlock(0, 1)], never), {
      code: 's7.bad-frame',
      message: /never become/,
    });
    await waitFor('the end of the connection', () => scene.plc.connections === 0);
  });

  it('S-T-08: asks the S7 simulator for the TSAP of rack and slot', async () => {
    for (const [kind, rack, slot, called] of [
      ['pg', 0, 1, 0x0101],
      ['op', 0, 2, 0x0202],
      ['basic', 0, 0, 0x0300],
      ['pg', 1, 2, 0x0122],
    ] as const) {
      await (await openSession({ ...scene.place, kind, rack, slot }, never)).close();
      assert.deepEqual(scene.plc.lastConnect, { reference: 1, calling: 0x0100, called, size: 10 });
    }
  });

  it('S-T-09: asks the S7 simulator for explicit TSAPs as they are given', async () => {
    const { rack, slot, ...place } = scene.place;
    for (const tsaps of [
      { localTsap: '10.00', remoteTsap: '02.00' },
      { localTsap: '1000', remoteTsap: '0200' },
    ]) {
      await (await openSession({ ...place, ...tsaps }, never)).close();
      const { calling, called } = scene.plc.lastConnect ?? {};
      assert.deepEqual([calling, called], [0x1000, 0x0200]);
    }
    scene.plc.settings.tsaps = [0x0101];
    await assert.rejects(openSession({ ...place, localTsap: '10.00', remoteTsap: '02.00' }, never), {
      code: 's7.connect-refused',
      message: /connection to TSAP 0200: /,
    });
  });
});
