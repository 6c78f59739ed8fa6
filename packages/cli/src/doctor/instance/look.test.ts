import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Place } from '../finding.ts';
import { lookAtInstance } from './look.ts';

const settings = {
  httpNodeRoot: '/',
  version: '5.0.7',
  user: { username: 'anna', permissions: '*' },
  later: 1,
};

/** All that an instance may tell, and something that only a later one will. */
const status = {
  ok: true,
  api: 1,
  nodeRed: '5.0.7',
  node: '24.1.0',
  checks: [{ id: 'capture', ok: true, message: 'Every deploy goes through Millwright', later: 1 }],
  copies: [
    {
      plugin: 'history',
      packageName: '@millwright/node-red-history',
      version: '0.1.0',
      api: 1,
      state: 'owner',
      onDisk: '0.2.0',
    },
  ],
  running: [{ name: 'flows.deploy', actor: 'anna', since: '2026-11-22T11:59:59.123Z', locks: ['flows'] }],
  routes: [{ method: 'GET', path: '/open', open: true }],
  later: { any: 'thing' },
};

describe('a look at an instance', () => {
  let server: Server;
  let answers: Record<string, unknown>;

  beforeEach(async () => {
    answers = { '/settings': settings, '/millwright/door/status': status };
    server = createServer((request, response) => {
      const answer = answers[request.url ?? ''];
      response.writeHead(answer === undefined ? 404 : 200).end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function look(): Promise<Place> {
    const base = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return lookAtInstance({ base, token: 'tok', patience: 5000 }, new Date('2026-11-22T12:00:00Z'));
  }

  it('reads all that it tells, and does not mind what it does not know', async () => {
    const { findings, problem } = await look();
    assert.equal(problem, undefined);
    assert.deepEqual(
      findings.map(({ id, state }) => [id, state]),
      [
        ['node-red', 'works'],
        ['log-in', 'works'],
        ['node', 'works'],
        ['check.capture', 'works'],
        ['copy.history', 'attention'],
        ['running', 'works'],
        ['routes', 'attention'],
      ],
    );
  });

  it('keeps what it has learnt when the rest is of another shape', async () => {
    answers['/millwright/door/status'] = { ...status, copies: [{ plugin: 'history' }] };
    const { findings, problem } = await look();
    assert.deepEqual(
      findings.map(({ id }) => id),
      ['node-red', 'log-in'],
    );
    assert.equal(problem?.code, 'cli.unknown-answer');
    assert.match(problem?.message ?? '', /copies\.0\.packageName/);
  });

  it('knows a Node-RED without Millwright from an address without Node-RED', async () => {
    delete answers['/millwright/door/status'];
    assert.equal((await look()).problem?.code, 'cli.no-millwright');
    answers = {};
    assert.equal((await look()).problem?.code, 'cli.not-found');
  });
});
