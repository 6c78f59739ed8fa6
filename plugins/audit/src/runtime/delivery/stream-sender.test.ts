import assert from 'node:assert/strict';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, it } from 'mocha';
import { within } from './deadline.ts';
import { sendThrough } from './stream-sender.ts';

/** More than the buffers of the system hold. */
const large = Buffer.alloc(16 * 1024 * 1024, 'x');

describe('a batch over a connection of its own', () => {
  const servers = new Set<Server>();
  const sockets = new Set<Socket>();
  const stop = new AbortController();

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    for (const server of servers) await new Promise((resolve) => server.close(resolve));
    sockets.clear();
    servers.clear();
  });

  async function serve(take: (socket: Socket) => void, allowHalfOpen = false): Promise<number> {
    const server = createServer({ allowHalfOpen, pauseOnConnect: true }, (socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      take(socket);
    });
    servers.add(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  const send = (port: number, bytes: Buffer, patience = 5_000) =>
    within(patience, 'there', stop.signal, (signal) =>
      sendThrough({ host: '127.0.0.1', port }, bytes, signal),
    );

  it('is delivered when the receiver has read it and ends its side', async () => {
    let received = 0;
    const port = await serve((socket) => {
      socket.on('data', (piece) => {
        received += piece.length;
      });
      socket.resume();
    });
    await send(port, large);
    assert.equal(received, large.length);
  });

  it('is not delivered to a receiver that talks without an end', async () => {
    let said = 0;
    const port = await serve((socket) => {
      const spew = (): void => {
        while (!socket.destroyed && socket.write(large.subarray(0, 65_536))) said += 65_536;
      };
      socket.on('drain', spew);
      socket.resume();
      spew();
    });
    await assert.rejects(send(port, large), { code: 'audit.receiver-endless' });
    assert.ok(said < 20_000_000, String(said));
  });

  it('is not delivered when the receiver goes before it has read all', async () => {
    const port = await serve((socket) => {
      socket.once('data', () => socket.destroy());
      socket.resume();
    });
    await assert.rejects(send(port, large), { code: 'audit.receiver-unreachable' });
  });

  it('is not delivered when the receiver goes without reading, though the system has taken it', async () => {
    const port = await serve((socket) => setTimeout(() => socket.destroy(), 5));
    await assert.rejects(send(port, Buffer.from('few')), { code: 'audit.receiver-unreachable' });
  });

  it('is not delivered when the receiver goes at once', async () => {
    const port = await serve((socket) => socket.destroy());
    await assert.rejects(send(port, Buffer.from('few')), { code: 'audit.receiver-unreachable' });
  });

  it('is not delivered when the receiver never ends its side', async () => {
    const port = await serve((socket) => socket.resume(), true);
    await assert.rejects(send(port, Buffer.from('few'), 200), {
      code: 'audit.receiver-silent',
      details: { receiver: 'there', seconds: 0.2 },
    });
  });

  it('is not delivered where nobody listens', async () => {
    const port = await serve(() => {});
    for (const server of servers) await new Promise((resolve) => server.close(resolve));
    servers.clear();
    await assert.rejects(send(port, Buffer.from('few')), {
      code: 'audit.receiver-unreachable',
      details: { receiver: `127.0.0.1:${port}`, reason: 'ECONNREFUSED' },
    });
  });

  it('is called off at once', async () => {
    const port = await serve((socket) => socket.resume(), true);
    const cancel = new AbortController();
    const sending = sendThrough({ host: '127.0.0.1', port }, Buffer.from('few'), cancel.signal);
    cancel.abort(new Error('Enough'));
    await assert.rejects(sending, { message: 'Enough' });
  });
});
