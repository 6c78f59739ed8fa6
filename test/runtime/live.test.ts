import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  everyTarget,
  type NodeRedOptions,
  type NodeRedProcess,
  startNodeRed,
  type Target,
  variants,
  waitFor,
} from '@millwright/testing';
import WebSocket from 'ws';
import type { Described } from './probe/src/runtime/recorder.ts';
import { ProbeClient, tab } from './probe-client.ts';
import { Probes } from './probes.ts';

const users = [{ username: 'anna', password: 'a', permissions: '*' }];
const agent = 'editor of a test';

/** Says in the log which messages of editors reach those who listen for them. */
const listening = ({ home }: Target): string => `...(() => {
  const { events } = require(${JSON.stringify(join(home, 'node_modules/@node-red/util'))});
  for (const topic of ['hello', 'refused', 'later'])
    events.on('comms:message:probe/' + topic, () => console.log('heard probe/' + topic));
  return {};
})(),`;

for (const target of everyTarget()) {
  for (const { title, options } of variants<{ readonly title: string; readonly options: NodeRedOptions }>([
    { title: 'with a log-in', options: { users } },
    { title: 'without any log-in, below /admin', options: { adminRoot: '/admin' } },
    { title: 'inside another application', options: { users, embedded: true } },
  ])) {
    describe(`live connections ${title}, ${target.title}`, () => {
      const probes = new Probes();
      const open: WebSocket[] = [];
      let nodeRed: NodeRedProcess;
      let probe: ProbeClient;
      let token: string | undefined;

      before(async () => {
        await probes.build();
        nodeRed = await startNodeRed({
          target,
          without: 'all',
          packages: [await probes.make({ id: 'probe' })],
          flows: [tab('a')],
          settings: listening(target),
          ...options,
        });
        token = 'users' in options ? await nodeRed.token('anna', 'a') : undefined;
        probe = new ProbeClient(nodeRed);
        probe.token = token;
      });
      afterEach(async () => {
        for (const socket of open.splice(0)) {
          if (socket.readyState === WebSocket.CLOSED) continue;
          socket.close();
          await once(socket, 'close');
        }
      });
      after(async () => {
        await nodeRed?.stop();
        await probes.remove();
      });

      const heard = (topic: string): number => nodeRed.log.split(`heard ${topic}\n`).length - 1;
      const actor = 'users' in options ? { kind: 'user', name: 'anna' } : { kind: 'anyone' };

      /** Opens a connection; the topics of what it is sent go into `topics`, but for the heartbeat's. */
      const connect = async (topics: string[] = []): Promise<WebSocket> => {
        const socket = new WebSocket(`${nodeRed.adminUrl.replace('http', 'ws')}/comms`, {
          headers: { 'User-Agent': agent },
        });
        socket.on('message', (data) => {
          const packet: unknown = JSON.parse(String(data));
          const sent = Array.isArray(packet) ? (packet as { readonly topic: string }[]) : [];
          topics.push(...sent.map(({ topic }) => topic).filter((topic) => topic !== 'hb'));
        });
        open.push(socket);
        await once(socket, 'open');
        if (token !== undefined) {
          // Another packet meanwhile would make Node-RED give the connection up.
          const accepted = once(socket, 'message');
          socket.send(JSON.stringify({ auth: token }));
          await accepted;
        }
        return socket;
      };

      /** The operation of that name that comes after `from` others, and no second one. */
      const next = async (name: string, from: number): Promise<Described> => {
        const seen = await waitFor(name, async () => {
          const found = (await probe.operations()).slice(from).filter((each) => each.name === name);
          return found.length > 0 && found;
        });
        assert.equal(seen.length, 1);
        return seen[0] as Described;
      };
      const count = async (): Promise<number> => (await probe.operations()).length;

      it('opening one, sending on it and closing it are one operation each, with who and from where', async () => {
        const from = await count();
        const socket = await connect();
        const opened = await next('comms.open', from);
        socket.send(JSON.stringify({ topic: 'probe/hello', data: { text: 'x' } }));
        const sent = await next('comms.message', from);
        socket.close();
        const closed = await next('comms.close', from);
        for (const { outcome, actor: by, source } of [opened, sent, closed]) {
          assert.equal(outcome?.status, 'success');
          assert.deepEqual(by, actor);
          const path = `${nodeRed.adminRoot}/comms`;
          assert.deepEqual(source, { method: 'GET', path, address: '127.0.0.1', userAgent: agent });
        }
        assert.deepEqual(sent.target, { kind: 'topic', id: 'probe/hello' });
        assert.equal(heard('probe/hello'), 1);
      });

      /** Asks for everything that Node-RED keeps for those who come later. */
      const subscribe = (socket: WebSocket): void => {
        for (const topic of ['millwright/#', 'notification/#'])
          socket.send(JSON.stringify({ subscribe: topic }));
      };

      it('a connection is told at once what is kept for those who come later', async () => {
        const topics: string[] = [];
        subscribe(await connect(topics));
        await waitFor('what is kept', () =>
          ['millwright/', 'notification/'].every((start) => topics.some((topic) => topic.startsWith(start))),
        );
      });

      for (const [behaviour, reason] of [
        ['refuse', 'probe.refused'],
        ['hang', 'runtime.interceptor-timeout'],
      ] as const) {
        it(`a refused connection (${behaviour}) is closed, hears nothing, and Node-RED runs on`, async () => {
          const from = await count();
          const topics: string[] = [];
          const said = nodeRed.log.length;
          const code = await probe.while('authorise', behaviour, async () => {
            const socket = await connect(topics);
            subscribe(socket);
            const [closeCode] = await once(socket, 'close');
            return closeCode;
          });
          assert.equal(code, 1008);
          assert.deepEqual(topics, []);
          const refused = await next('comms.open', from);
          assert.deepEqual([refused.outcome?.status, refused.outcome?.code], ['refused', reason]);
          assert.deepEqual(refused.actor, actor);
          // Editors try again every second. (The probe refuses their end too, which is more than can be done.)
          assert.doesNotMatch(nodeRed.log.slice(said), /\[(warn|error)\] (?!.*comms\.close)/);
          await (await connect(topics)).close();
          assert.equal((await nodeRed.request('GET', '/settings', undefined, { token })).status, 200);
        });
      }

      it('a refused message reaches nobody, and the connection stays', async () => {
        const socket = await connect();
        const from = await count();
        await probe.while('authorise', 'refuse', async () => {
          socket.send(JSON.stringify({ topic: 'probe/refused', data: {} }));
          const { outcome } = await next('comms.message', from);
          assert.equal(outcome?.status, 'refused');
        });
        assert.equal(heard('probe/refused'), 0);
        assert.equal(socket.readyState, WebSocket.OPEN);
      });

      it('a message that Node-RED would not survive reaches nobody', async () => {
        const socket = await connect();
        const odd = { toString: 1, valueOf: 1 };
        const messages = [
          { topic: odd },
          { topic: [['probe/hello']], data: {} },
          { topic: `probe/${'x'.repeat(1_000)}` },
          { topic: 'multiplayer/connect' },
          { topic: 'multiplayer/connect', data: null },
          { topic: 'multiplayer/connect', data: { session: odd } },
          { topic: 'multiplayer/connect', data: { session: 'abc' } },
          { topic: 'multiplayer/location', data: null },
          { topic: 'multiplayer/location', data: { workspace: odd } },
          { topic: 'multiplayer/location', data: { cursor: { x: odd, y: 1 } } },
          { subscribe: '('.repeat(1_000_000) },
        ];
        for (const message of messages) socket.send(JSON.stringify(message));
        const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
        for (const topic of ['multiplayer/connect', 'multiplayer/location'])
          socket.send(`{"topic":"${topic}","data":{"session":${deep},"workspace":${deep}}}`);
        const before = heard('probe/later');
        socket.send(JSON.stringify({ topic: 'probe/later', data: {} }));
        await waitFor('the message after them', () => heard('probe/later') > before);
        assert.equal((await nodeRed.request('GET', '/settings', undefined, { token })).status, 200);
        assert.equal(socket.readyState, WebSocket.OPEN);
      });

      it('an interceptor that throws or hangs on one never ends Node-RED', async () => {
        const from = await count();
        await probe.while('stage', 'throw', async () => {
          const socket = await connect();
          await once(socket, 'close');
        });
        assert.equal((await next('comms.open', from)).outcome?.code, 'runtime.interceptor-failed');
        await probe.while('settle', 'throw', async () => {
          const socket = await connect();
          socket.send(JSON.stringify({ topic: 'probe/later', data: {} }));
          await nodeRed.waitForLog(/heard probe\/later/);
        });
        assert.equal((await nodeRed.request('GET', '/settings', undefined, { token })).status, 200);
      });
    });
  }
}
