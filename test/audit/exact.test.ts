import assert from 'node:assert/strict';
import { connect } from 'node:net';
import type { AuditEvent } from '@millwright/ledger';
import { noteHeader } from '@millwright/schema';
import { type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import { recordsIn, waitForEvent } from './records.ts';

const tab = { id: 't', type: 'tab', label: 'Oven 3' };
const button = {
  id: 'button',
  type: 'inject',
  z: 't',
  name: 'go',
  props: [],
  repeat: '',
  once: false,
  x: 1,
  y: 1,
  wires: [[]],
};

/** Tokens that the site itself knows: with `slow` it knows only once the client has gone, as behind a directory service. */
const settings = `
  apiMaxLength: '20kb',
  httpAdminMiddleware: (request, response, next) => {
    if (request.headers.authorization === 'Bearer slow')
      globalThis.gone = new Promise((resolve) => response.once('close', resolve));
    next();
  },
  adminAuth: {
    type: 'credentials',
    users: async () => ({ username: 'anna', permissions: '*' }),
    authenticate: async () => null,
    tokens: async (token) => {
      if (token === 'slow') await globalThis.gone;
      return token === 'bad' ? null : { username: 'anna', permissions: '*' };
    },
  },`;
const token = 'good';

const short = ({ name, class: kept, outcome, actor }: AuditEvent): string =>
  [name, kept, outcome ?? 'intent', actor.name ?? actor.kind].join(' ');

for (const target of targets()) {
  describe(`one event for what is asked once, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;

    before(async () => {
      nodeRed = await startNodeRed({ target, flows: [tab, button], only: ['node-red-audit'], settings });
      await waitForEvent(nodeRed.userDirectory, 'the flows run', ({ name }) => name === 'flows.start');
    });
    after(() => nodeRed?.stop());

    /** The events that `work` led to, but for those of looking and of the log itself. */
    const during = async (work: () => Promise<unknown>, count: number): Promise<readonly AuditEvent[]> => {
      const from = recordsIn(nodeRed.userDirectory).length;
      await work();
      // What comes after all of them: so there are no more.
      await nodeRed.request('GET', '/context/global/last', undefined, { token });
      return waitFor('the events', () => {
        const all = recordsIn(nodeRed.userDirectory, from);
        const events = all.filter(({ name }) => name !== 'context.get' && name !== 'flows.get');
        return all.some(({ name }) => name === 'context.get') && events.length >= count && events;
      });
    };

    /** Asks, and goes as soon as all of it is sent. */
    const askAndGo = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
      new Promise<void>((resolve, reject) => {
        const text = JSON.stringify(body);
        const lines = Object.entries({
          Host: 'localhost',
          Authorization: 'Bearer slow',
          'Content-Type': 'application/json',
          'Content-Length': String(Buffer.byteLength(text)),
          [noteHeader]: 'Shift 2',
          ...headers,
        }).map(([name, value]) => `${name}: ${value}\r\n`);
        const socket = connect(nodeRed.port, '127.0.0.1');
        socket.once('error', reject);
        socket.once('close', () => resolve());
        socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${text}`, () => socket.destroy());
      });

    it('a token that only the site knows is no bad one, and one that nobody has is told once', async () => {
      const good = await during(() => nodeRed.request('GET', '/nodes/none', undefined, { token }), 1);
      assert.deepEqual(good.map(short), ['nodes.module.get read failed anna']);
      for (const [method, path] of [
        ['GET', '/flows'],
        ['POST', '/inject/button'],
        ['GET', '/millwright/audit/health'],
      ] as const) {
        const body = method === 'POST' ? {} : undefined;
        const bad = await during(() => nodeRed.request(method, path, body, { token: 'bad' }), 1);
        assert.deepEqual(bad.map(short), ['auth.invalid-token log-in refused anyone'], path);
      }
    });

    it('what is done for a client that has gone has its source and its note', async () => {
      for (const [method, path, body, name] of [
        ['POST', '/flow', { label: 'gone', nodes: [] }, 'flow.add'],
        ['DELETE', '/context/global/x', {}, 'context.delete'],
        ['POST', '/inject/button', {}, 'inject'],
        ['POST', '/millwright/audit/checkpoint', {}, 'audit.checkpoint'],
      ] as const) {
        const events = await during(async () => {
          const before = recordsIn(nodeRed.userDirectory).length;
          await askAndGo(method, path, body);
          await waitFor('the outcome', () =>
            recordsIn(nodeRed.userDirectory, before).some((event) => event.name === name && event.outcome),
          );
        }, 1);
        assert.deepEqual([...new Set(events.map((event) => event.name))], [name]);
        for (const { actor, source, reason } of events)
          assert.deepEqual(
            [actor.name, source?.address, source?.path, reason],
            ['anna', '127.0.0.1', path, 'Shift 2'],
            name,
          );
      }
    });

    it('what fails for a client that has gone is one event', async () => {
      for (const [method, path, body, name, headers] of [
        ['PUT', '/flow/none', { id: 'none', nodes: [] }, 'flow.update'],
        ['DELETE', '/flow/none', {}, 'flow.remove'],
        ['POST', '/flows', { rev: 'stale', flows: [tab] }, 'flows.deploy', { 'Node-RED-API-Version': 'v2' }],
      ] as const) {
        const events = await during(async () => {
          const before = recordsIn(nodeRed.userDirectory).length;
          await askAndGo(method, path, body, headers);
          await waitFor('the outcome', () =>
            recordsIn(nodeRed.userDirectory, before).some((event) => event.name === name && event.outcome),
          );
        }, 2);
        assert.deepEqual(events.map(short), [`${name} change intent anna`, `${name} change failed anna`]);
      }
    });

    it('a change that is refused before it is an operation is one event', async () => {
      const send = (path: string, body: string, headers: Record<string, string> = {}) =>
        fetch(`${nodeRed.adminUrl}${path}`, {
          method: 'POST',
          body,
          headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}`, ...headers },
        });
      const version = { 'Node-RED-API-Version': 'v7' };
      for (const [what, work, status, event] of [
        ['no JSON', () => send('/flows', '{'), 400, 'request.refused change refused anyone'],
        [
          'too large',
          () => send('/flows', JSON.stringify('x'.repeat(30_000))),
          413,
          'request.refused change refused anyone',
        ],
        [
          'no JSON for ours',
          () => send('/millwright/audit/checkpoint', '{'),
          400,
          'request.refused change refused anyone',
        ],
        ['no such version', () => send('/flows', '{}', version), 400, 'request.refused change refused anna'],
        [
          'an invalid body',
          () => send('/millwright/audit/destinations/test', '{"x":1}'),
          400,
          'request.refused change refused anna',
        ],
      ] as const) {
        const events = await during(async () => assert.equal((await work()).status, status, what), 1);
        assert.deepEqual(events.map(short), [event], what);
        assert.equal(events[0]?.source?.method, 'POST');
      }
    });
  });
}
