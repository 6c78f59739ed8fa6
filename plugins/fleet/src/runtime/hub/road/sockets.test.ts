import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { passHeader } from '../../../common/road.ts';
import { Presence } from '../presence.ts';
import { Limits } from './limits.ts';
import type { Road } from './road.ts';
import type { Sessions } from './sessions.ts';
import { Sockets } from './sockets.ts';

describe('live connections of devices', () => {
  let server: Server;
  let sockets: Sockets;
  let passEnds: number;
  const open: WebSocket[] = [];

  beforeEach(async () => {
    passEnds = 60_000;
    const seen = new Set<string>();
    const answer = { format: 1, trust: [], next: 20_000 };
    const road = {
      take: async (_device: string, { reported }: { reported: string }) => {
        const isNew = !seen.has(reported);
        seen.add(reported);
        return { answer, isNew };
      },
      frame: async () => ({ ...answer, desired: 'wanted' }),
    } as unknown as Road;
    sockets = new Sockets({
      sessions: { heldBy: () => ({ device: 'oven', ends: passEnds }) } as unknown as Sessions,
      road,
      limits: new Limits(() => 0),
      presence: new Presence({ now: () => 0, onRefused: () => undefined, onChanged: () => undefined }),
      fault: (error) => assert.fail(String(error)),
    });
    server = createServer();
    server.on('upgrade', (request, socket, head) => void sockets.upgrade(request, socket, head));
    server.listen(0);
    await once(server, 'listening');
  });
  afterEach(async () => {
    for (const each of open.splice(0)) each.terminate();
    sockets.close();
    server.close();
    await once(server, 'close');
  });

  /** @param from which of this machine's addresses */
  const connect = async (from = '127.0.0.1'): Promise<WebSocket> => {
    const { port } = server.address() as AddressInfo;
    const options = { headers: { [passHeader]: 'pass' }, localAddress: from };
    const socket = new WebSocket(`ws://127.0.0.1:${port}/`, options);
    open.push(socket);
    await once(socket, 'open');
    return socket;
  };
  const say = async (socket: WebSocket, reported: string): Promise<void> => {
    socket.send(JSON.stringify({ format: 1, trust: 1, reported }));
    await once(socket, 'message');
  };
  const closed = async (socket: WebSocket): Promise<string> => {
    const [, reason] = (await once(socket, 'close')) as [number, Buffer];
    return String(reason);
  };

  it('are replaced by a device that says something new, and not by whoever says again what it said', async () => {
    const device = await connect();
    await say(device, 'first');
    const thief = await connect('127.0.0.2');
    await say(thief, 'first');
    assert.equal(device.readyState, WebSocket.OPEN);
    let heard = 0;
    thief.on('message', () => heard++);
    sockets.refresh(['oven']);
    const [frame] = (await once(device, 'message')) as [Buffer];
    assert.match(String(frame), /wanted/);
    await say(device, 'second');
    assert.equal(heard, 0, 'what is wanted is told to the device alone');

    const again = await connect();
    const ends = Promise.all([closed(device), closed(thief)]);
    await say(again, 'third');
    assert.deepEqual(await ends, ['fleet.connection-replaced', 'fleet.connection-replaced']);
  });

  it('of whoever has a pass alone neither push out the device, nor take what it may ask', async () => {
    const device = await connect();
    await say(device, 'first');
    for (let count = 0; count < 20; count++) await connect('127.0.0.2');
    await assert.rejects(connect('127.0.0.2'), /429/);
    assert.equal(device.readyState, WebSocket.OPEN);
    await say(await connect(), 'second');
  });

  it('end with their pass where nobody was believed by then', async () => {
    passEnds = 1;
    assert.equal(await closed(await connect()), 'fleet.pass-needed');
    passEnds = 200;
    const device = await connect();
    await say(device, 'first');
    const thief = await connect('127.0.0.2');
    assert.equal(await closed(thief), 'fleet.pass-needed');
    await say(device, 'second');
  });
});
