import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { FaultProxy } from './fault-proxy.ts';
import { waitFor } from './wait.ts';

/** A server that gives back whatever it is sent. */
async function echo(): Promise<{
  readonly server: Server;
  readonly port: number;
  readonly sockets: Set<Socket>;
}> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, port: address && typeof address === 'object' ? address.port : 0, sockets };
}

function client(port: number) {
  const socket = connect({ host: '127.0.0.1', port });
  let received = '';
  let error: string | undefined;
  let ended = false;
  socket.on('data', (bytes) => {
    received += String(bytes);
  });
  socket.on('error', ({ message }) => {
    error = message;
  });
  socket.on('close', () => {
    ended = true;
  });
  return { socket, received: () => received, error: () => error, ended: () => ended };
}

describe('fault proxy', () => {
  let peer: Awaited<ReturnType<typeof echo>>;
  let proxy: FaultProxy;

  beforeEach(async () => {
    peer = await echo();
    proxy = new FaultProxy({ target: peer.port, secrets: ['a secret', 'another'] });
    await proxy.listen();
  });

  afterEach(async () => {
    await proxy.close();
    for (const socket of peer.sockets) socket.destroy();
    peer.server.close();
  });

  it('lets everything through, counts, and passes on the end of a connection', async () => {
    const one = client(proxy.port);
    const two = client(proxy.port);
    one.socket.write('hello');
    await waitFor('the echo', () => one.received() === 'hello');
    await waitFor('both', () => proxy.connections === 2);
    assert.equal(proxy.attempts.length, 2);
    one.socket.end();
    await waitFor('the end', () => one.ended() && peer.sockets.size === 1 && proxy.connections === 1);
    two.socket.destroy();
    await waitFor('the other end', () => peer.sockets.size === 0);
    assert.equal(proxy.mostAtOnce, 2);
  });

  it('hears a secret that comes in two pieces, and no other', async () => {
    const { socket, received } = client(proxy.port);
    socket.write('this is a se');
    await waitFor('the first piece', () => received().length === 12);
    assert.equal(proxy.sawBytes('a secret'), false);
    socket.write('cret of ours');
    await waitFor('the second piece', () => received().length === 24);
    assert.equal(proxy.sawBytes('a secret'), true);
    assert.equal(proxy.sawBytes('another'), false);
    assert.throws(() => proxy.sawBytes('unheard of'), TypeError);
    socket.destroy();
  });

  it('delays, and keeps the order', async () => {
    proxy.delay(100);
    const { socket, received } = client(proxy.port);
    const started = performance.now();
    socket.write('a');
    socket.write('b');
    await waitFor('the echo', () => received() === 'ab');
    assert.ok(performance.now() - started >= 195, 'each way');
    socket.destroy();
  });

  it('swallows silently, and gives back what was swallowed when the line is mended', async () => {
    const old = client(proxy.port);
    old.socket.write('1');
    await waitFor('the echo', () => old.received() === '1');
    proxy.drop();
    const late = client(proxy.port);
    const gone = client(proxy.port);
    old.socket.write('2');
    late.socket.write('3');
    await waitFor('all', () => proxy.connections === 3);
    gone.socket.destroy();
    await waitFor('that one has gone', () => proxy.connections === 2);
    assert.equal(peer.sockets.size, 1, 'the server knows of none of them');
    assert.equal(old.received(), '1');
    assert.equal(old.ended(), false);
    await proxy.resume();
    await waitFor('what was swallowed', () => old.received() === '12' && late.received() === '3');
    old.socket.destroy();
    late.socket.destroy();
  });

  it('tells the server after the silence that its client went in it', async () => {
    const { socket, received } = client(proxy.port);
    socket.write('1');
    await waitFor('the echo', () => received() === '1');
    proxy.drop();
    socket.destroy();
    await waitFor('it has gone', () => proxy.connections === 0);
    assert.equal(peer.sockets.size, 1);
    await proxy.resume();
    await waitFor('the server knows', () => peer.sockets.size === 0);
  });

  it('cuts with a reset, politely, and after so many bytes', async () => {
    const reset = client(proxy.port);
    await waitFor('the connection', () => peer.sockets.size === 1);
    proxy.cut('reset');
    await waitFor('the reset', () => reset.ended());
    assert.match(reset.error() ?? '', /ECONNRESET/);
    const closed = client(proxy.port);
    await waitFor('the connection', () => peer.sockets.size === 1);
    proxy.cut('close');
    await waitFor('the end', () => closed.ended());
    assert.equal(closed.error(), undefined);
    const half = client(proxy.port);
    proxy.cutAfter(5, 'close');
    half.socket.write('0123456789');
    await waitFor('the cut', () => half.ended());
    assert.equal(half.received(), '01234');
  });

  it('refuses, with nobody there or by a reset that it counts, until it is mended', async () => {
    await proxy.refuse();
    const refused = client(proxy.port);
    await waitFor('the refusal', () => refused.ended());
    assert.match(refused.error() ?? '', /ECONNREFUSED/);
    await proxy.resume();
    await proxy.refuse('reset');
    proxy.forget();
    const counted = client(proxy.port);
    await waitFor('the reset', () => counted.ended());
    assert.equal(proxy.attempts.length, 1);
    await proxy.resume();
    const taken = client(proxy.port);
    taken.socket.write('x');
    await waitFor('the echo', () => taken.received() === 'x');
    taken.socket.destroy();
  });
});
