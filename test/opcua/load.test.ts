import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Watch, Watcher } from '@millwright/opcua/client';
import type { Sample } from '@millwright/tags';
import { FaultProxy, waitFor } from '@millwright/testing';
import { heldMemory, megabyte } from '@millwright/testing/memory';
import { type OpenClient, openClient } from './support/client.ts';
import { held, holdsNoMore } from './support/resources.ts';
import { type OpcUaServer, startOpcUaServer } from './support/server.ts';
import { tagsAt } from './support/watching.ts';

const quantity = 10_000;
const soak = Number(process.env['SOAK_SECONDS'] ?? 0);
const tags = tagsAt(
  'nsu=urn:test:plant;s=',
  ...Array.from({ length: quantity }, (_, index) => `Counter.${index}`),
);

/** A server that makes ten thousand items on a busy machine says nothing meanwhile. */
const patience = { timeout: 20_000 };

/** Follows ten thousand counters and keeps nothing of them but the last value of each. */
class Follower {
  readonly watcher: Watcher;
  readonly watch: Watch;
  delivered = 0;
  /** Values that were left out, came twice or out of order. */
  lost = 0;
  gaps = 0;
  readonly #last = new Map<string, number>();
  readonly #good = new Set<string>();

  constructor({ client }: OpenClient) {
    this.watcher = new Watcher(client, {
      timing: { keepAlive: 2_000, lifetime: 20_000, retry: 300, restart: 100 },
      onFault: (error) => assert.fail(String(error)),
    });
    this.watch = this.watcher.watch({
      tags,
      publishingInterval: 200,
      samplingInterval: 0,
      queueSize: 10,
      onSamples: (samples) => {
        for (const sample of samples) this.#take(sample);
      },
      onGap: () => {
        this.gaps += 1;
        this.#last.clear();
      },
    });
  }

  /** Tags that have been good since {@link forget}. */
  get good(): number {
    return this.#good.size;
  }

  forget(): void {
    this.#good.clear();
    this.#last.clear();
    this.delivered = 0;
    this.lost = 0;
    this.gaps = 0;
  }

  #take({ tag, value, quality }: Sample): void {
    if (quality !== 'good' || typeof value !== 'number') return;
    this.#good.add(tag);
    this.delivered += 1;
    const before = this.#last.get(tag);
    if (before !== undefined && value !== before + 1) this.lost += Math.max(1, Math.abs(value - before - 1));
    this.#last.set(tag, value);
  }
}

/** Megabytes a minute by which a line through the points rises, all of them weighing the same. */
function slope(points: readonly { readonly minute: number; readonly megabytes: number }[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(({ minute }) => minute)), mean(points.map(({ megabytes }) => megabytes))];
  const over = points.reduce((sum, { minute, megabytes }) => sum + (minute - x) * (megabytes - y), 0);
  return over / points.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
}

describe('ten thousand values a second from an OPC UA server', function () {
  this.timeout(300_000 + soak * 1_100);
  let server: OpcUaServer;

  before(async function () {
    // Every change counts, however soon it follows the one before.
    server = await startOpcUaServer(this, {
      counters: quantity,
      capabilities: { minSupportedSampleRate: 0 },
    });
  });
  after(() => server?.close());

  it('RO-03: for 30 s, none is lost and nothing else waits for them (node-opcua)', async () => {
    await using open = openClient(server.url, patience);
    const follower = new Follower(open);
    try {
      await waitFor('the first values', () => follower.good === quantity, { deadline: 30_000 });
      follower.forget();
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      await server.tell({ do: 'run', counters: quantity, rate: 1 });
      await waitFor('300,000 values', () => follower.delivered >= 30 * quantity, {
        // The server alone takes half of a core: beside others it may need longer for them.
        deadline: 120_000,
        every: 100,
      });
      delay.disable();
      await server.tell({ do: 'run', counters: quantity, rate: 0 });
      assert.equal(follower.lost, 0);
      assert.equal(follower.gaps, 0);
      assert.equal(follower.watch.snapshot().dropped, 0);
      const p99 = delay.percentile(99) / 1e6;
      assert.ok(p99 < 50, `99 of 100 times it took less than ${p99.toFixed(1)} ms`);
    } finally {
      await follower.watcher.close();
    }
  });

  const seconds = soak || 180;
  const pause = soak ? 60 : 10;
  const limit = soak ? 0.5 : 10;

  it(`RO-02: for ${seconds} s with a reconnect every ${pause} s, memory stays (node-opcua)`, async () => {
    await sleep(0);
    const line = new FaultProxy({ target: server.port });
    const before = held();
    await line.listen();
    const points: { minute: number; megabytes: number }[] = [];
    {
      await using open = openClient(`opc.tcp://127.0.0.1:${line.port}`, patience);
      const follower = new Follower(open);
      try {
        await waitFor('the first values', () => follower.good === quantity, { deadline: 30_000 });
        await server.tell({ do: 'run', counters: quantity, rate: 1 });
        const started = performance.now();
        const elapsed = () => (performance.now() - started) / 1_000;
        for (let next = pause; next <= seconds; next += pause) {
          while (elapsed() < next) {
            await sleep(Math.min(5_000, Math.max(10, (next - elapsed()) * 1_000)));
            if (elapsed() > 60)
              points.push({ minute: elapsed() / 60, megabytes: (await heldMemory()).resident / megabyte });
          }
          follower.forget();
          line.cut('reset');
          const { connection } = open.client;
          await waitFor('the loss', () => connection.state.phase !== 'online', { every: 5 });
          await waitFor('the connection', () => connection.state.phase === 'online', { deadline: 20_000 });
          // Five seconds; or six times that, where the server has to share its processor with other tests.
          await waitFor('all tags', () => follower.good === quantity, { deadline: 30_000, every: 50 });
        }
        const { sessions } = await server.count();
        assert.equal(sessions, 1);
        const rise = slope(points);
        assert.ok(rise <= limit, `RSS rises by ${rise.toFixed(2)} MB a minute`);
      } finally {
        await server.tell({ do: 'run', counters: quantity, rate: 0 });
        await follower.watcher.close();
      }
    }
    await line.close();
    await waitFor('nothing to be left', () => holdsNoMore(held(), before));
  });
});
