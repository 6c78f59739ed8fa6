import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { resetSocket } from './reset-socket.ts';

describe('resetting a socket', () => {
  let server: Server;
  let client: Socket;
  let socket: Socket;

  beforeEach(async () => {
    server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    [socket] = (await once(server, 'connection')) as [Socket];
    socket.on('error', () => {});
  });

  afterEach(() => {
    client.destroy();
    socket.destroy();
    server.close();
  });

  it('is heard at the other end', async () => {
    resetSocket(socket);
    const [error] = (await once(client, 'error')) as [NodeJS.ErrnoException];
    assert.equal(error.code, 'ECONNRESET');
    assert.ok(socket.destroyed);
  });

  it('leaves nothing open of one that is just being ended', async () => {
    client.resume();
    client.on('error', () => {});
    const ends = Promise.all([once(client, 'close'), once(socket, 'close')]);
    socket.destroySoon();
    resetSocket(socket);
    await ends;
  });

  it('is nothing to one that has gone', async () => {
    const gone = once(socket, 'close');
    socket.destroy();
    resetSocket(socket);
    await gone;
  });
});
