import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Feed, SimulatedUaServer } from '@millwright/simulators/opcua';
import { endChild, spawnChild, waitFor } from '@millwright/testing';
import { DataType, Variant } from 'node-opcua-variant';

const count = 10_000;
const seconds = Number(process.env['MILLWRIGHT_SLOW_CONSUMER_SECONDS'] ?? 60);
const megabyte = 1024 * 1024;

interface Counted {
  readonly received: number;
  readonly delivered: number;
  readonly dropped: number;
  readonly droppedTold: number;
  readonly mostHeap: number;
  readonly values: readonly number[];
  readonly tags: number;
}

describe('watching with a consumer that is too slow', function () {
  this.timeout((seconds + 60) * 1_000);

  it('SUB-20: bounds what waits, counts what it drops, and has the newest value of each tag at last (the wire simulator)', async () => {
    const value = new Variant({ dataType: DataType.UInt32, value: 0 });
    const server = new SimulatedUaServer({ generate: (id) => (id.includes('s=t') ? { value } : undefined) });
    await server.listen();
    const script = fileURLToPath(new URL('support/slow-consumer.ts', import.meta.url));
    const child = spawnChild(
      process.execPath,
      [
        '--conditions=@millwright/source',
        '--disable-warning=ExperimentalWarning',
        '--max-old-space-size=256',
        script,
        server.url,
        'ns=1;s=',
        String(count),
        String(seconds),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let feed: Feed | undefined;
    try {
      const lines: string[] = [];
      if (!child.stdout) throw new Error('The consumer has no output');
      createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
      const subscription = await waitFor('the items', () =>
        [...server.subscriptions.values()].find(({ items }) => items.size === count),
      );
      await waitFor('the first values', () => subscription.delivered >= count);
      subscription.stop();
      feed = new Feed(subscription, 100);
      await waitFor('the end of the feed', () => lines.includes('stop'), {
        deadline: (seconds + 20) * 1_000,
      });
      feed.stop();
      const told = await waitFor('what was counted', () => lines.find((line) => line.startsWith('{')));
      const counted = JSON.parse(told) as Counted;
      assert.equal(counted.delivered + counted.dropped, counted.received);
      assert.equal(counted.received, feed.sent + count);
      assert.ok(counted.dropped > 0 && counted.droppedTold > 0 && counted.droppedTold <= counted.dropped);
      assert.ok(counted.mostHeap < 256 * megabyte, `${counted.mostHeap} bytes`);
      assert.deepEqual([counted.values, counted.tags], [[feed.newest], count]);
      // A machine whose processor others want, too, sends fewer; it is a flood all the same.
      assert.ok(feed.sent > 0.3 * seconds * 100_000, `only ${feed.sent} values were sent`);
    } finally {
      feed?.stop();
      await endChild(child, 'SIGKILL');
      await server.dispose();
    }
  });
});
