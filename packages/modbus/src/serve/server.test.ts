import assert from 'node:assert/strict';
import { ManualClock } from '@millwright/tags';
import { modbusErrors } from '../errors.ts';
import { encodeFrame } from '../mbap/frame.ts';
import { exchange, gone, readOne, Scene } from './server.fixture.ts';
import { ModbusServer } from './server.ts';

describe('Modbus server', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await Scene.open();
  });

  afterEach(() => scene.close());

  it('answers several requests of one segment, each under its own transaction', async () => {
    const requests = [1, 2, 3].map((unit) => encodeFrame({ transaction: unit, unit, pdu: readOne }));
    assert.deepEqual(await exchange(await scene.connect(), Buffer.concat(requests), 3), [
      '03020001',
      '03020002',
      '03020003',
    ]);
  });

  it('answers what it does not know with an exception, and a fault of its own with one too', async () => {
    const requests = [
      encodeFrame({ transaction: 1, unit: 1, pdu: Uint8Array.of(0x2b, 13, 1, 0) }),
      encodeFrame({ transaction: 2, unit: 1, pdu: Uint8Array.of(7) }),
      encodeFrame({ transaction: 3, unit: 8, pdu: readOne }),
    ];
    assert.deepEqual(await exchange(await scene.connect(), Buffer.concat(requests), 3), [
      'ab01',
      '8701',
      '8304',
    ]);
  });

  it('M-S-04: stays silent for a unit that is not there, and goes on', async () => {
    const requests = [9, 1].map((unit) => encodeFrame({ transaction: unit, unit, pdu: readOne }));
    assert.deepEqual(await exchange(await scene.connect(), Buffer.concat(requests), 1), ['03020001']);
  });

  for (const [what, bytes] of [
    ['a length of 65535', Uint8Array.of(0, 1, 0, 0, 0xff, 0xff, 1)],
    ['protocol identifier 1', Uint8Array.of(0, 1, 0, 1, 0, 6, 1, 3, 0, 0, 0, 1)],
    ['another protocol', new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n')],
  ] as const) {
    it(`M-S-05: ends a connection that brings ${what}, and only that one`, async () => {
      const bystander = await scene.connect();
      const socket = await scene.connect();
      const closed = gone(socket);
      socket.write(bytes);
      await closed;
      const request = encodeFrame({ transaction: 1, unit: 5, pdu: readOne });
      assert.deepEqual(await exchange(bystander, request, 1), ['03020005']);
    });
  }

  it('does not wait for the rest of half a frame when it closes', async () => {
    const socket = await scene.connect();
    await new Promise((resolve) => socket.write(Uint8Array.of(0, 1, 0), resolve));
    const closed = gone(socket);
    await scene.server.close();
    await scene.server.close();
    await closed;
    assert.equal(scene.server.connections, 0);
  });

  it('M-S-05: waits for the rest of three bytes, without harm to others', async () => {
    const socket = await scene.connect();
    await new Promise((resolve) => socket.write(Uint8Array.of(0, 1, 0), resolve));
    const request = encodeFrame({ transaction: 1, unit: 5, pdu: readOne });
    assert.deepEqual(await exchange(await scene.connect(), request, 1), ['03020005']);
  });

  it('M-S-04: answers for a unit that is not there as it was told to: not, or as a gateway', async () => {
    const requests = [3, 1].map((unit) => encodeFrame({ transaction: unit, unit, pdu: readOne }));
    for (const [absent, expected] of [
      ['silence', ['03020001']],
      ['gateway-exception', ['830b', '03020001']],
    ] as const) {
      await scene.restart({ units: [1], absent });
      assert.deepEqual(
        await exchange(await scene.connect(), Buffer.concat(requests), expected.length),
        expected,
      );
    }
  });

  it('counts what it was asked, and what it answered with an exception', async () => {
    await scene.restart({ units: [1, 5], absent: 'gateway-exception' });
    const { requests, exceptions } = scene.server;
    const asked = [1, 9, 5].map((unit) => encodeFrame({ transaction: unit, unit, pdu: readOne }));
    const unknown = encodeFrame({ transaction: 4, unit: 1, pdu: Uint8Array.of(0x63) });
    await exchange(await scene.connect(), Buffer.concat([...asked, unknown]), 4);
    assert.deepEqual([scene.server.requests - requests, scene.server.exceptions - exceptions], [4, 2]);
  });

  it('M-S-06: takes so many connections and not one more, until one is gone', async () => {
    await scene.restart({ limits: { maxConnections: 2 } });
    const first = await scene.connect();
    await scene.connect();
    await gone(await scene.connect());
    assert.equal(scene.server.refused, 1);
    first.destroy();
    while (scene.server.connections > 1) await new Promise((resolve) => setImmediate(resolve));
    const request = encodeFrame({ transaction: 1, unit: 5, pdu: readOne });
    assert.deepEqual(await exchange(await scene.connect(), request, 1), ['03020005']);
  });

  it('M-S-06: cuts a connection that says nothing, and only such a one', async () => {
    const clock = new ManualClock();
    await scene.restart({ clock, limits: { idleTimeout: 1_000 } });
    const [silent, busy] = [await scene.connect(), await scene.connect()];
    while (scene.server.connections < 2) await new Promise((resolve) => setImmediate(resolve));
    clock.advance(600);
    const request = encodeFrame({ transaction: 1, unit: 5, pdu: readOne });
    assert.deepEqual(await exchange(busy, request, 1), ['03020005']);
    const cut = gone(silent);
    clock.advance(600);
    await cut;
    assert.equal(scene.server.connections, 1);
  });

  it('M-S-06: lets in who is on its list', async () => {
    await scene.restart({ limits: { allow: ['192.0.2.0/24'] } });
    await gone(await scene.connect());
    assert.equal(scene.server.refused, 1);
    await scene.restart({ limits: { allow: ['192.0.2.7', '127.0.0.0/8'] } });
    const request = encodeFrame({ transaction: 1, unit: 5, pdu: readOne });
    assert.deepEqual(await exchange(await scene.connect(), request, 1), ['03020005']);
    for (const entry of ['plc', '10.0.0.0/33', '10.0.0.0/x', ''])
      assert.throws(
        () =>
          new ModbusServer({
            road: 'tcp',
            host: '127.0.0.1',
            port: 0,
            serve: () => undefined,
            limits: { allow: [entry] },
          }),
        modbusErrors.badAllowList.is,
        entry,
      );
  });

  it('says when it cannot listen, and listens on the same port again after a pause', async () => {
    const { port } = scene.server;
    const second = new ModbusServer({ road: 'tcp', host: '127.0.0.1', port, serve: () => undefined });
    const inUse = { problem: 'in-use', reason: 'another program listens there already' };
    await assert.rejects(second.listen(), (error: Error) => {
      assert.ok(modbusErrors.listenFailed.is(error));
      assert.deepEqual({ ...error.details }, { host: '127.0.0.1', port, ...inUse });
      assert.match(String(error), /^Cannot listen on .*: another program listens there already$/);
      return true;
    });
    await scene.server.close();
    await scene.server.listen();
    assert.equal(scene.server.port, port);
  });
});
