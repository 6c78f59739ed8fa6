import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpcUaClientOptions } from '@millwright/opcua/client';
import { FaultProxy, freePort, OwnTime, waitFor } from '@millwright/testing';
import { openClient } from './support/client.ts';
import { startOpcUaServer } from './support/server.ts';
import { sideBySide } from './support/side-by-side.ts';
import { tagsAt, type Watching, watching } from './support/watching.ts';

const plant = 'nsu=urn:test:plant;s=';
const counters = (count: number) =>
  tagsAt(plant, ...Array.from({ length: count }, (_, index) => `Counter.${index}`));
/** The longest pause between two attempts, and how long all may take after the server is back, in the time of this process. */
const cap = 5_000;
const inTime = cap + 5_000;
const patient: Partial<OpcUaClientOptions> = {
  policy: { firstDelay: 500, longestDelay: cap, linger: 50 },
  connectTimeout: 2_000,
  timeout: 2_000,
};

/** Waits for what must be there in so many milliseconds of this process's own time; that of the machine may take longer. */
async function waitInTime(what: string, limit: number, probe: () => boolean): Promise<void> {
  using time = OwnTime.begin();
  await waitFor(what, probe, { deadline: 3 * limit });
  assert.ok(time.passed < limit, `${what}: it took ${time.passed} ms`);
}

const areGood = (seen: Watching, count: number, from: number): boolean =>
  new Set(seen.samples.slice(from).flatMap(({ tag, quality }) => (quality === 'good' ? [tag] : []))).size ===
  count;

/** One bad sample of each tag with its last good value, no more than one gap, and no value twice. */
function assertOneOutage(
  seen: Watching,
  count: number,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  const bad = seen.samples.filter(({ quality }) => quality === 'bad');
  assert.equal(bad.length, count);
  assert.equal(new Set(bad.map(({ tag }) => tag)).size, count);
  for (const { value, last, ts } of bad) {
    assert.equal(value, null);
    assert.ok(last !== undefined && last.value !== null && last.ts <= ts, 'it says what was good at last');
  }
  assert.equal(seen.gaps.length, 1);
  const [gap] = seen.gaps;
  assert.ok(
    gap && gap.from <= from + 1_000 && gap.to >= to - 1_000,
    'the gap is at least as long as the outage',
  );
  assert.ok(gap.from < gap.to && gap.reason !== '');
}

describe('outages of an OPC UA server', function () {
  this.timeout(90_000);

  sideBySide({
    'CON-06: a server that is off at the start and on after ten seconds (node-opcua)': async (context) => {
      const port = await freePort();
      const line = new FaultProxy({ target: port });
      await line.listen();
      await line.refuse('reset');
      await using open = openClient(`opc.tcp://127.0.0.1:${line.port}`, { ...patient, random: Math.random });
      const waits: number[] = [];
      open.client.connection.onChange((state) => {
        if (state.phase === 'waiting') waits.push(state.delay);
      });
      await sleep(10_000);
      const server = await startOpcUaServer(context, { port });
      const refused = [...line.attempts];
      await line.resume();
      try {
        await waitInTime('the connection', inTime, () => open.client.connection.state.phase === 'online');
        assert.ok(waits.length >= 3 && refused.length === waits.length, 'one attempt at a time');
        for (const [index, at] of refused.slice(1).entries()) {
          const since = at - (refused[index] ?? 0);
          assert.ok(since >= (waits[index] ?? 0) - 20, `attempt ${index + 1} came after ${since} ms`);
        }
        // Doubled from half a second to the cap, each with at most a fifth off by chance.
        for (const [index, wait] of waits.entries()) {
          const full = Math.min(500 * 2 ** index, cap);
          assert.ok(wait <= full && wait >= full * 0.8 - 1, `wait ${index} of ${wait} ms`);
        }
        const full = waits.map((_, index) => Math.min(500 * 2 ** index, cap));
        assert.notDeepEqual(waits, full, 'none of them was off by chance');
      } finally {
        await line.close();
        await server.close();
      }
    },

    'CON-07: a server that is killed and comes back after ten seconds (node-opcua)': async (context) => {
      const server = await startOpcUaServer(context, { counters: 20, rate: 2 });
      try {
        await using open = openClient(server.url, patient);
        await using seen = watching(open, { tags: counters(20) });
        await waitFor('values', () => areGood(seen, 20, 0));
        seen.forget();
        const from = Date.now();
        await server.close('SIGKILL');
        await sleep(10_000);
        await server.restart();
        const to = Date.now();
        const before = seen.samples.length;
        await waitInTime('values', inTime, () => areGood(seen, 20, before));
        assertOneOutage(seen, 20, { from, to });
        // A queue of one: what came first for each tag is one value, and none is told twice.
        for (const { name } of counters(20)) {
          const good = seen
            .of(name)
            .filter(({ quality, sourceTs }) => quality === 'good' && (sourceTs ?? 0) > from);
          const times = good.map(({ sourceTs }) => sourceTs);
          assert.equal(new Set(times).size, times.length, `${name} came twice`);
        }
        assert.deepEqual(seen.faults, []);
      } finally {
        await server.close();
      }
    },

    'CON-08: an outage that session and subscription do not outlive (node-opcua)': async (context) => {
      using time = OwnTime.begin();
      const server = await startOpcUaServer(context, { counters: 50, rate: 2 });
      const line = new FaultProxy({ target: server.port });
      await line.listen();
      try {
        await using open = openClient(`opc.tcp://127.0.0.1:${line.port}`, {
          ...patient,
          keepAlive: 500,
          sessionTimeout: 1_000,
          timeout: 1_000,
        });
        await using seen = watching(
          open,
          { tags: counters(50) },
          { keepAlive: 1_000, lifetime: 1, retry: 300, restart: 100 },
        );
        await waitFor('values', () => areGood(seen, 50, 0));
        const session = open.client.facts?.sessionTimeout ?? 0;
        const { publishingInterval, lifetimeCount } = await waitFor('the terms', () => seen.revised.at(-1));
        const lifetime = publishingInterval * lifetimeCount;
        assert.ok(lifetime < 30_000, `a lifetime of ${lifetime} ms`);
        seen.forget();
        await server.tell({ do: 'forget' });
        const from = Date.now();
        await line.refuse('reset');
        await sleep(Math.max(session, lifetime) + 2_000);
        // It counts a subscription's time from when it has ended the session.
        await waitFor('the server to have forgotten both', async () => {
          const { sessions, subscriptions } = await server.count();
          return sessions === 0 && subscriptions === 0;
        });
        const to = Date.now();
        const before = seen.samples.length;
        await line.resume();
        await waitInTime('values', inTime, () => areGood(seen, 50, before));
        const counts = await server.count();
        assert.equal(counts.requests['CreateSession'], 1);
        assert.equal(counts.requests['CreateSubscription'], 1);
        assert.deepEqual([counts.sessions, counts.subscriptions, counts.monitoredItems], [1, 1, 50]);
        assertOneOutage(seen, 50, { from, to });
        assert.ok(time.passed <= 60_000);
      } finally {
        await line.close();
        await server.close();
      }
    },

    'CON-09: a line that goes silent and nobody is told (node-opcua)': async (context) => {
      const keepAlive = 2_000;
      const server = await startOpcUaServer(context, { counters: 20, rate: 2 });
      const line = new FaultProxy({ target: server.port });
      await line.listen();
      try {
        await using open = openClient(`opc.tcp://127.0.0.1:${line.port}`, { ...patient, keepAlive });
        await using seen = watching(
          open,
          { tags: counters(20) },
          { keepAlive, lifetime: 20_000, retry: 300, restart: 100 },
        );
        await waitFor('values', () => areGood(seen, 20, 0));
        line.forget();
        seen.forget();
        const from = Date.now();
        line.drop();
        await waitInTime(
          'it to be noticed and the dead socket to be destroyed',
          2 * keepAlive + 500,
          () => open.client.connection.state.phase !== 'online' && line.ended >= 1,
        );
        const to = Date.now();
        const before = seen.samples.length;
        await line.resume();
        await waitInTime('values', inTime, () => areGood(seen, 20, before));
        assert.equal(line.connections, 1);
        await waitFor('one connection at the server', async () => (await server.count()).connections === 1);
        assertOneOutage(seen, 20, { from, to });
      } finally {
        await line.close();
        await server.close();
      }
    },
  });
});
