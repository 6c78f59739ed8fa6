import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
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
