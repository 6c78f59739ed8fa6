import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect, type Server } from 'node:net';
import { modbusErrors } from '../errors.ts';
import { SocketEntrance } from './entrances.ts';

const unexpected = (): void => assert.fail('nothing of the kind has happened');

describe('the entrance of a secure server', () => {
  it('M-S-06: is left by whoever does not finish a handshake in time, and its place is free again', async () => {
    const entrance = new SocketEntrance({ host: '127.0.0.1', port: 0 }, { cert: '', key: '' }, 30);
    const inside: number[] = [];
    const failures: unknown[] = [];
    await entrance.open({
      mayEnter: (_address, others) => inside.push(others) > 0,
      enter: () => assert.fail('nobody has shown who it is'),
      failed: (error) => failures.push(error),
      lost: unexpected,
    });
    try {
      for (let turn = 0; turn < 3; turn += 1) {
        const socket = connect(entrance.port, '127.0.0.1');
        socket.on('error', () => {});
        await once(socket, 'close');
      }
      assert.deepEqual(inside, [0, 0, 0]);
      assert.deepEqual(
        failures.map((error) => (modbusErrors.handshakeFailed.is(error) ? error.details : error)),
        inside.map(() => ({ reason: 'it did not finish the handshake in time' })),
      );
    } finally {
      await entrance.close();
    }
  });

  it('tells of who does not speak TLS, and not of who is there when it closes', async () => {
    const entrance = new SocketEntrance({ host: '127.0.0.1', port: 0 }, { cert: '', key: '' });
    const failures: string[] = [];
    let inside = 0;
    await entrance.open({
      mayEnter: () => {
        inside += 1;
        return true;
      },
      enter: unexpected,
      failed: (error) => failures.push(String(error)),
      lost: unexpected,
    });
    const sockets = [0, 1].map(() => connect(entrance.port, '127.0.0.1').on('error', () => {}));
    const [plain, waiting] = sockets.map((socket) => once(socket, 'close'));
    try {
      sockets[0]?.write(Buffer.from('000100000006010300000001', 'hex'));
      await plain;
      while (failures.length < 1 || inside < 2) await new Promise(setImmediate);
      await entrance.close();
      await waiting;
      await new Promise(setImmediate);
      assert.equal(failures.length, 1);
      assert.match(failures[0] ?? '', /A client got no secure connection: it does not speak TLS$/);
    } finally {
      for (const socket of sockets) socket.destroy();
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
    await entrance.open({ mayEnter: () => true, enter, failed: unexpected, lost: unexpected });
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
