import assert from 'node:assert/strict';
import { createServer, type Server, type Socket } from 'node:net';
import { statusNameOf } from '../../errors.ts';
import { Channel } from './channel.ts';

/** A message of the connection protocol. @see OPC 10000-6, section 7.1.2 */
function message(type: string, body: Buffer): Buffer {
  const header = Buffer.from(`${type}F....`, 'latin1');
  header.writeUInt32LE(8 + body.length, 4);
  return Buffer.concat([header, body]);
}

const acknowledge = (() => {
  const body = Buffer.alloc(20);
  for (const at of [4, 8]) body.writeUInt32LE(65_536, at);
  return message('ACK', body);
})();

const error = (() => {
  const reason = Buffer.from('too many');
  const body = Buffer.alloc(8);
  // BadTcpServerTooBusy
  body.writeUInt32LE(0x807d_0000);
  body.writeUInt32LE(reason.length, 4);
  return message('ERR', Buffer.concat([body, reason]));
})();

describe('opening a secure channel', () => {
  let server: Server;
  const sockets = new Set<Socket>();

  /** A server that does one thing with each connection. */
  async function listen(serve: (socket: Socket) => void): Promise<number> {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => sockets.delete(socket));
      serve(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return typeof address === 'object' && address ? address.port : assert.fail();
  }

  /** Whatever becomes of it, the server sees the connection go. */
  async function failure(port: number, signal = new AbortController().signal): Promise<unknown> {
    const options = { host: '127.0.0.1', port, endpointUrl: `opc.tcp://127.0.0.1:${port}` };
    const opened = Channel.open({ ...options, policy: 'None', mode: 'None', connectTimeout: 300 }, signal);
    const reason: unknown = await opened.then(
      () => assert.fail('opened'),
      (why: unknown) => why,
    );
    await Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    return reason;
  }

  const codeOf = (reason: unknown): unknown => (reason as { readonly code?: unknown }).code;

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  it('says that nobody listens', async () => {
    const port = await listen(() => {});
    await new Promise((resolve) => server.close(resolve));
    assert.equal(codeOf(await failure(port)), 'opcua.connection-refused');
  });

  it('gives up what accepts and then is silent, before and after its first word', async () => {
    const port = await listen((socket) => socket.resume());
    assert.equal(codeOf(await failure(port)), 'opcua.connect-timeout');
    await new Promise((resolve) => server.close(resolve));
    const polite = await listen((socket) => {
      socket.resume();
      socket.write(acknowledge);
    });
    assert.equal(codeOf(await failure(polite)), 'opcua.connect-timeout');
  });

  it('says what the server says before it closes', async () => {
    const port = await listen((socket) => socket.once('data', () => socket.end(error)));
    const reason = await failure(port);
    assert.equal(statusNameOf(reason), 'BadTcpServerTooBusy');
    assert.match((reason as Error).message, /too many/);
    await new Promise((resolve) => server.close(resolve));
    const later = await listen((socket) =>
      socket.once('data', () => {
        socket.write(acknowledge);
        socket.once('data', () => socket.write(error));
      }),
    );
    assert.equal(statusNameOf(await failure(later)), 'BadTcpServerTooBusy');
  });

  it('ends with what is no OPC UA, and with what is cut', async () => {
    const port = await listen((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    assert.match(String(codeOf(await failure(port))), /^opcua\.(bad-message|connection-lost)$/);
    await new Promise((resolve) => server.close(resolve));
    const cut = await listen((socket) => socket.once('data', () => socket.end(acknowledge.subarray(0, 11))));
    assert.equal(codeOf(await failure(cut)), 'opcua.connection-lost');
    await new Promise((resolve) => server.close(resolve));
    const reset = await listen((socket) => socket.once('data', () => socket.resetAndDestroy()));
    assert.equal(codeOf(await failure(reset)), 'opcua.connection-lost');
  });

  it('ends at once with its signal', async () => {
    const port = await listen((socket) => socket.resume());
    const ending = new AbortController();
    const reason = new Error('enough');
    const failed = failure(port, ending.signal);
    setImmediate(() => ending.abort(reason));
    assert.equal(await failed, reason);
  });
});
