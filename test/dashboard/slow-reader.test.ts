import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { missedEvent, pushEvent } from '@millwright/schema';
import { peersDirectory, requirePeer, waitFor } from '@millwright/testing';
import WebSocket from 'ws';
import type { Connection } from '../../packages/runtime/src/widget/dashboard.ts';
import { Followers } from '../../packages/runtime/src/widget/followers.ts';
import { Requests } from '../../packages/runtime/src/widget/requests.ts';

interface SocketServer {
  once(event: 'connection', listener: (connection: Connection) => void): unknown;
  close(): Promise<void>;
}

const mebibyte = 1_024 * 1_024;

describe('a browser that does not read, over a real socket', () => {
  let http: Server;
  let io: SocketServer;
  let browser: WebSocket;
  let connection: Connection;
  let heard: string[];

  before(async function () {
    requirePeer(this, 'dashboard-newest');
    const dashboard = join(peersDirectory, 'dashboard-newest/node_modules/@flowfuse/node-red-dashboard');
    const { Server } = createRequire(join(dashboard, 'package.json'))('socket.io');
    http = createServer();
    io = new Server(http);
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
  });
  after(async () => {
    await io?.close();
  });

  beforeEach(async () => {
    heard = [];
    const { port } = http.address() as AddressInfo;
    browser = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);
    browser.on('message', (data, isBinary) => {
      if (isBinary) return;
      const text = String(data);
      if (text === '2') browser.send('3');
      heard.push(text);
    });
    await once(browser, 'open');
    const connected = new Promise<Connection>((resolve) => io.once('connection', resolve));
    browser.send('40');
    connection = await connected;
    await waitFor('its connection', () => heard.some((text) => text.startsWith('40')));
  });
  afterEach(() => browser.terminate());

  const waiting = (): number =>
    (connection.conn?.writeBuffer ?? []).reduce(
      (sum, { data }) => sum + Buffer.byteLength(data as string | Float64Array),
      0,
    );
  const events = (event: string): number => heard.filter((text) => text.includes(`["${event}"`)).length;

  it('has no more than a few pushes wait for it, and is told when it reads again that it missed some', async () => {
    let pushed = 0;
    const followers = new Followers('w', () => {
      pushed += 1;
      return { numbers: new Float64Array(mebibyte / 2) };
    });
    try {
      followers.add(connection);
      browser.pause();
      for (let count = 1; count <= 8; count += 1) {
        followers.changed();
        await waitFor('a push', () => pushed === count);
      }
      const piled = waiting();
      assert.ok(piled > 8 * mebibyte && piled < 13 * mebibyte, String(piled));
      browser.resume();
      await waitFor('word that it missed some', () => events(missedEvent('w')) === 1);
      const before = events(pushEvent('w'));
      assert.ok(before < 8, String(before));
      followers.changed();
      await waitFor('the next push', () => events(pushEvent('w')) === before + 1);
      assert.equal(waiting(), 0);
    } finally {
      followers.close();
    }
  });

  it('is not answered any more until it reads', async () => {
    let asked = 0;
    const answer = () => {
      asked += 1;
      return { numbers: new Float64Array(mebibyte / 2) };
    };
    const requests = new Requests('lamp', answer, () => assert.fail('no error'));
    browser.pause();
    for (let number = 0; number < 12; number += 1) await requests.take({ number, ask: 'x' }, connection, 'w');
    const before = asked;
    assert.ok(before < 12 && waiting() < 13 * mebibyte, `${before}, ${waiting()}`);
    browser.resume();
    await waitFor('it to have read', () => waiting() === 0);
    await requests.take({ number: 12, ask: 'x' }, connection, 'w');
    assert.equal(asked, before + 1);
  });
});
