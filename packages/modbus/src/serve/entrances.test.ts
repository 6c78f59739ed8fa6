import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect, type Server } from 'node:net';
import { SocketEntrance } from './entrances.ts';

describe('the entrance of a secure server', () => {
  it('M-S-06: is left by whoever does not finish a handshake in time, and its place is free again', async () => {
    const entrance = new SocketEntrance({ host: '127.0.0.1', port: 0 }, { cert: '', key: '' }, 30);
    const inside: number[] = [];
    await entrance.open({
      mayEnter: (_address, others) => inside.push(others) > 0,
      enter: () => assert.fail('nobody has shown who it is'),
    });
    try {
      for (let turn = 0; turn < 3; turn += 1) {
        const socket = connect(entrance.port, '127.0.0.1');
        socket.on('error', () => {});
        await once(socket, 'close');
      }
      assert.deepEqual(inside, [0, 0, 0]);
    } finally {
      await entrance.close();
    }
  });
});

describe('the entrance of a server', () => {
  it('stays open where the system has no place for a client, however often', async () => {
    const entrance = new SocketEntrance({ host: '127.0.0.1', port: 0 });
    let entered = 0;
    let server: Server | undefined;
    const learn = (message: unknown): void => {
      server = (message as { readonly socket: { readonly server?: Server } }).socket.server;
    };
    subscribe('net.server.socket', learn);
    const enter = (): void => {
      entered += 1;
    };
    await entrance.open({ mayEnter: () => true, enter });
    const clients = [];
    try {
      for (let turn = 1; turn <= 3; turn += 1) {
        const client = connect(entrance.port, '127.0.0.1');
        clients.push(client);
        await once(client, 'connect');
        while (entered < turn) await new Promise(setImmediate);
        // As Node.js tells that a connection could not be taken.
        server?.emit('error', Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' }));
      }
      assert.ok(server?.listening);
    } finally {
      unsubscribe('net.server.socket', learn);
      for (const client of clients) client.destroy();
      await entrance.close();
    }
  });
});
