import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { ManualClock } from '@millwright/tags';
import { modbusErrors } from '../errors.ts';
import { encodeFrame, FrameReader } from '../mbap/frame.ts';
import { openSession } from '../roads/open.ts';
import type { Serve } from './answer.ts';
import { ModbusServer, type ServerOptions } from './server.ts';

const never = new AbortController().signal;
const readOne = Uint8Array.of(3, 0, 0, 0, 1);

/** A reset is an ending like any other here. */
const gone = (socket: Socket): Promise<void> =>
  new Promise((resolve) => socket.once('close', () => resolve()));

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

/** Chance that can be repeated, in [0, 1). */
function random(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
}

const serve: Serve = (unit) => {
  if (unit === 9) return undefined;
  if (unit === 8) throw new TypeError('a fault of whoever serves');
  return { data: Uint8Array.of(0, unit) };
};

describe('Modbus server', () => {
  let server: ModbusServer;
  let sockets: Socket[];

  beforeEach(async () => {
    sockets = [];
    server = new ModbusServer({ road: 'tcp', host: '127.0.0.1', port: 0, serve });
    await server.listen();
  });

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await server.close();
  });

  /** Another server in the place of the usual one. */
  async function restart(options: Partial<Omit<ServerOptions, 'road'>>): Promise<void> {
    await server.close();
    server = new ModbusServer({ road: 'tcp', host: '127.0.0.1', port: 0, serve, ...options });
    await server.listen();
  }

  async function open(): Promise<Socket> {
    const socket = connect({ host: '127.0.0.1', port: server.port, noDelay: true });
    socket.on('error', () => {});
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  }

  /** Sends bytes and gives the PDU of each answer, up to `count` of them. */
  function exchange(socket: Socket, bytes: Uint8Array, count: number): Promise<string[]> {
    return new Promise((resolve) => {
      const reader = new FrameReader(2);
      const answers: string[] = [];
      socket.on('data', (chunk) => {
        reader.push(chunk, ({ pdu }) => answers.push(Buffer.from(pdu).toString('hex')));
        if (answers.length >= count) resolve(answers);
      });
      socket.write(bytes);
    });
  }

  it('answers several requests of one segment, each under its own transaction', async () => {
    const requests = [1, 2, 3].map((unit) => encodeFrame({ transaction: unit, unit, pdu: readOne }));
    assert.deepEqual(await exchange(await open(), Buffer.concat(requests), 3), [
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
    assert.deepEqual(await exchange(await open(), Buffer.concat(requests), 3), ['ab01', '8701', '8304']);
  });

  it('M-S-04: stays silent for a unit that is not there, and goes on', async () => {
    const requests = [9, 1].map((unit) => encodeFrame({ transaction: unit, unit, pdu: readOne }));
    assert.deepEqual(await exchange(await open(), Buffer.concat(requests), 1), ['03020001']);
  });

  for (const [what, bytes] of [
    ['a length of 65535', Uint8Array.of(0, 1, 0, 0, 0xff, 0xff, 1)],
    ['protocol identifier 1', Uint8Array.of(0, 1, 0, 1, 0, 6, 1, 3, 0, 0, 0, 1)],
    ['another protocol', new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n')],
  ] as const) {
    it(`M-S-05: ends a connection that brings ${what}, and only that one`, async () => {
      const bystander = await open();
      const socket = await open();
      const closed = gone(socket);
      socket.write(bytes);
      await closed;
      const request = encodeFrame({ transaction: 1, unit: 5, pdu: readOne });
      assert.deepEqual(await exchange(bystander, request, 1), ['03020005']);
    });
  }

  it('does not wait for the rest of half a frame when it closes', async () => {
    const socket = await open();
    await new Promise((resolve) => socket.write(Uint8Array.of(0, 1, 0), resolve));
    const closed = gone(socket);
    await server.close();
    await server.close();
    await closed;
    assert.equal(server.connections, 0);
  });

  it('lets a client that asks and never reads wait, instead of piling up answers', async () => {
    const socket = await open();
    socket.pause();
    const flood = Buffer.concat(
      Array.from({ length: 5_000 }, () => encodeFrame({ transaction: 1, unit: 1, pdu: readOne })),
    );
    const before = process.memoryUsage().arrayBuffers;
    let flooded = 0;
    while (flooded < 500 && socket.write(flood)) flooded += 1;
    const other = await openSession(
      { road: 'tcp', host: '127.0.0.1', port: server.port, timeout: 5_000, connectTimeout: 1_000 },
      never,
    );
    assert.equal((await other.request(4, readOne, never))[3], 4);
    await other.close();
    assert.ok(process.memoryUsage().arrayBuffers - before < 50_000_000);
  });

  it('M-S-05: is neither ended nor filled up by ten thousand frames of chance', async function () {
    this.timeout(30_000);
    const chance = random(seed);
    const before = process.memoryUsage().arrayBuffers;
    let socket = await open();
    for (let frame = 0; frame < 10_000; frame += 1) {
      const bytes = Uint8Array.from({ length: 1 + Math.floor(chance() * 300) }, () =>
        Math.floor(chance() * 256),
      );
      // Half of them look like Modbus at first.
      if (chance() < 0.5) bytes.set([0, 1, 0, 0, 0, Math.floor(chance() * 255)].slice(0, bytes.length));
      if (socket.closed || !socket.writable) socket = await open();
      socket.write(bytes);
      if (frame % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const other = await open();
    const request = encodeFrame({ transaction: 1, unit: 5, pdu: readOne });
    assert.deepEqual(await exchange(other, request, 1), ['03020005'], `seed ${seed}`);
    assert.ok(process.memoryUsage().arrayBuffers - before < 50_000_000);
  });

  it('M-S-05: waits for the rest of three bytes, without harm to others', async () => {
    const socket = await open();
    await new Promise((resolve) => socket.write(Uint8Array.of(0, 1, 0), resolve));
    const request = encodeFrame({ transaction: 1, unit: 5, pdu: readOne });
    assert.deepEqual(await exchange(await open(), request, 1), ['03020005']);
  });

  it('M-S-04: answers for a unit that is not there as it was told to: not, or as a gateway', async () => {
    const requests = [3, 1].map((unit) => encodeFrame({ transaction: unit, unit, pdu: readOne }));
    for (const [absent, expected] of [
      ['silence', ['03020001']],
      ['gateway-exception', ['830b', '03020001']],
    ] as const) {
      await restart({ units: [1], absent });
      assert.deepEqual(await exchange(await open(), Buffer.concat(requests), expected.length), expected);
    }
  });

  it('M-S-06: takes so many connections and not one more, until one is gone', async () => {
    await restart({ limits: { maxConnections: 2 } });
    const first = await open();
    await open();
    await gone(await open());
    assert.equal(server.refused, 1);
    first.destroy();
    while (server.connections > 1) await new Promise((resolve) => setImmediate(resolve));
    const request = encodeFrame({ transaction: 1, unit: 5, pdu: readOne });
    assert.deepEqual(await exchange(await open(), request, 1), ['03020005']);
  });

  it('M-S-06: cuts a connection that says nothing, and only such a one', async () => {
    const clock = new ManualClock();
    await restart({ clock, limits: { idleTimeout: 1_000 } });
    const [silent, busy] = [await open(), await open()];
    while (server.connections < 2) await new Promise((resolve) => setImmediate(resolve));
    clock.advance(600);
    const request = encodeFrame({ transaction: 1, unit: 5, pdu: readOne });
    assert.deepEqual(await exchange(busy, request, 1), ['03020005']);
    const cut = gone(silent);
    clock.advance(600);
    await cut;
    assert.equal(server.connections, 1);
  });

  it('M-S-06: lets in who is on its list', async () => {
    await restart({ limits: { allow: ['192.0.2.0/24'] } });
    await gone(await open());
    assert.equal(server.refused, 1);
    await restart({ limits: { allow: ['192.0.2.7', '127.0.0.0/8'] } });
    const request = encodeFrame({ transaction: 1, unit: 5, pdu: readOne });
    assert.deepEqual(await exchange(await open(), request, 1), ['03020005']);
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

  it('hears a client no further that asks and asks while answers take their time', async () => {
    let asked = 0;
    let release = (): void => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await restart({
      serve: async () => {
        asked += 1;
        await released;
        return { data: Uint8Array.of(0, 1) };
      },
    });
    const socket = await open();
    const one = encodeFrame({ transaction: 1, unit: 1, pdu: readOne });
    for (let times = 0; times < 40; times += 1) {
      await new Promise((resolve) => socket.write(one, resolve));
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.ok(asked <= 40);
    const answers = exchange(socket, one, 41);
    release();
    assert.equal((await answers).length, 41);
  });

  it('says when it cannot listen, and listens on the same port again after a pause', async () => {
    const { port } = server;
    const second = new ModbusServer({ road: 'tcp', host: '127.0.0.1', port, serve });
    await assert.rejects(second.listen(), modbusErrors.listenFailed.is);
    await server.close();
    await server.listen();
    assert.equal(server.port, port);
  });
});
