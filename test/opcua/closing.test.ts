import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { FaultProxy, OwnTime, root, waitFor } from '@millwright/testing';
import { openClient } from './support/client.ts';
import type { Cycled } from './support/cycles.ts';
import { held, holdsNoMore } from './support/resources.ts';
import { type OpcUaServer, startOpcUaServer } from './support/server.ts';
import { tagsAt, watching } from './support/watching.ts';

const marker = tagsAt('nsu=urn:test:plant;s=', 'Marker.0', 'Marker.1');

describe('closing an OPC UA client', function () {
  this.timeout(240_000);
  let server: OpcUaServer;
  let line: FaultProxy;

  before(async function () {
    // Connections that were cut leave sessions which the server still keeps for a while.
    server = await startOpcUaServer(this, { maxSessions: 1_000 });
  });
  after(() => server?.close());

  beforeEach(async () => {
    line = new FaultProxy({ target: server.port });
    await line.listen();
  });
  afterEach(() => line.close());

  const url = () => `opc.tcp://127.0.0.1:${line.port}`;

  for (const [what, fail] of [
    ['it waits for the next attempt', () => line.refuse('reset')],
    ['an attempt is under way that nobody answers', async () => line.drop()],
  ] as const) {
    it(`CON-18: while ${what}, everything ends and nothing comes after it (node-opcua)`, async () => {
      await line.close();
      const before = held();
      await line.listen();
      const open = openClient(url(), {
        policy: { firstDelay: 400, longestDelay: 400, linger: 50 },
        connectTimeout: 60_000,
        timeout: 1_000,
        // That nobody answers is to be noticed.
        keepAlive: 500,
      });
      const seen = watching(open, { tags: marker });
      await waitFor('values', () => seen.samples.length >= 2);
      await fail();
      const { connection } = open.client;
      const phase = what.startsWith('it waits') ? 'waiting' : 'connecting';
      await waitFor(phase, () => connection.state.phase === phase && connection.state.failures >= 1, {
        every: 1,
      });
      const closes: number[] = [];
      using time = OwnTime.begin();
      const closed = Promise.all([seen[Symbol.asyncDispose](), open[Symbol.asyncDispose]()]);
      await closed.then(() => closes.push(time.passed));
      assert.ok(closes.length === 1 && (closes[0] ?? 0) < 5_000, `it took ${closes[0]} ms`);
      // The line takes what was under way a moment later.
      const done = performance.now() + 50;
      await waitFor('the line to be empty', () => line.connections === 0);
      await sleep(5_000);
      assert.equal(line.attempts.filter((at) => at > done).length, 0);
      await line.close();
      await waitFor('nothing to be left', () => holdsNoMore(held(), before));
      await line.listen();
    });
  }

  it('CON-14: 500 times opened and closed, or cut, leave nothing (node-opcua)', async () => {
    const script = join(root, 'test/opcua/support/cycles.ts');
    // V8's young generation grows by tens of megabytes in the first minute of any process: here it may not, so that what is kept shows.
    const options = [
      '--max-semi-space-size=1',
      '--conditions=@millwright/source',
      '--disable-warning=ExperimentalWarning',
    ];
    const args = [...options, script, String(server.port), '500'];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const { early, late, before, after, connections } = JSON.parse(stdout) as Cycled;
    assert.ok(late - early < 20, `RSS grew by ${(late - early).toFixed(1)} MB`);
    assert.ok(holdsNoMore(after, before), JSON.stringify({ before, after }));
    assert.equal(connections, 0);
    await waitFor('the server to be empty', async () => (await server.count()).connections === 0);
  });
});
