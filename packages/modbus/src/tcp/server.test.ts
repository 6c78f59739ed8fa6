import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { modbusErrors } from '../errors.ts';
import { encodeFrame, FrameReader } from './mbap.ts';
import { TcpServer } from './server.ts';
import { TcpSession } from './session.ts';

const never = new AbortController().signal;
const readOne = Uint8Array.of(3, 0, 0, 0, 1);

/** A reset is an ending like any other here. */
const gone = (socket: Socket): Promise<void> =>
  new Promise((resolve) => socket.once('close', () => resolve()));

describe('TCP server', () => {
  let server: TcpServer;
  let sockets: Socket[];

  beforeEach(async () => {
    sockets = [];
    server = new TcpServer({
      host: '127.0.0.1',
      port: 0,
      serve: (unit) => {
        if (unit === 9) return undefined;
        if (unit === 8) throw new TypeError('a fault of whoever serves');
        return { data: Uint8Array.of(0, unit) };
      },
    });
    await server.listen();
  });

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await server.close();
  });

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

  it('stays silent for a unit that is not there, and goes on', async () => {
    const requests = [9, 1].map((unit) => encodeFrame({ transaction: unit, unit, pdu: readOne }));
    assert.deepEqual(await exchange(await open(), Buffer.concat(requests), 1), ['03020001']);
  });

  for (const [what, bytes] of [
    ['a length of 65535', Uint8Array.of(0, 1, 0, 0, 0xff, 0xff, 1)],
    ['protocol identifier 1', Uint8Array.of(0, 1, 0, 1, 0, 6, 1, 3, 0, 0, 0, 1)],
    ['another protocol', new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n')],
  ] as const) {
    it(`ends a connection that brings ${what}, and only that one`, async () => {
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
    const other = await TcpSession.open(
      { host: '127.0.0.1', port: server.port, timeout: 5_000, connectTimeout: 1_000 },
      never,
    );
    assert.equal((await other.request(4, readOne))[3], 4);
    await other.close();
    assert.ok(process.memoryUsage().arrayBuffers - before < 50_000_000);
  });

  it('says when it cannot listen, and listens on the same port again after a pause', async () => {
    const { port } = server;
    const second = new TcpServer({ host: '127.0.0.1', port, serve: () => undefined });
    await assert.rejects(second.listen(), modbusErrors.listenFailed.is);
    await server.close();
    await server.listen();
    assert.equal(server.port, port);
  });
});
