import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { workerBeside } from '@millwright/store';
import { KeptStore } from './kept-store.ts';

/** The test's own limit of time ends it. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(10);
}

const start = 1_790_000_000_000;
const worker = workerBeside(new URL('../runtime/main.ts', import.meta.url).href);
const view = { from: start, to: start + 1_000_000_000, pixels: 10, gap: Number.POSITIVE_INFINITY };

describe('a store and its thread', function () {
  this.timeout(60_000);
  let root: string;
  let open: KeptStore[];
  let said: string[];
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'millwright-store-'));
    open = [];
    said = [];
  });
  afterEach(async () => {
    await Promise.all(open.map((store) => store.close()));
    rmSync(root, { recursive: true });
  });

  const make = (directory = join(root, 'store')): KeptStore => {
    const say = (message: string): void => void said.push(message);
    const store = new KeptStore({
      id: 'store',
      name: 'Line 1',
      directory,
      version: '0.1.0',
      days: 90,
      bytes: 1e9,
      within: 1_000,
      worker,
      log: { info: say, warn: say, error: say },
      report: (error) => say(String(error)),
    });
    open.push(store);
    return store;
  };
  const sample = (second: number) => ({ tag: 'a', time: start + second * 1_000, value: second, quality: 0 });
  const online = (store: KeptStore) => until(() => store.health().state === 'online');

  it('draws what has just come, and what a store before it has kept in the same folder', async () => {
    const first = make();
    first.record(sample(1));
    const closing = first.close();
    const second = make();
    second.record(sample(2));
    assert.deepEqual(
      (await second.lines(['a', 'b'], view)).map(({ values }) => [...values]),
      [[1, 2], []],
    );
    await closing;
    await online(second);
    assert.deepEqual(second.tags(), [{ tag: 'a', first: start + 1_000, last: start + 2_000 }]);
    assert.deepEqual(said, []);
  });

  it('loses what comes faster than it can be handed over, counts it and says so', async () => {
    const store = make();
    for (let second = 0; second < 500_007; second += 1) store.record(sample(second));
    assert.equal(store.health().lost, 7);
    await online(store);
    await until(() => said.some((message) => message.includes('sample-store.lost')));
    assert.match(said.join('\n'), /^7 samples were not kept/);
    const [line] = await store.lines(['a'], view);
    assert.equal(line?.values.at(-1), 499_999);
  });

  it('tells followers of samples by tag, and a follower that fails harms nobody', async () => {
    const store = make();
    const told: number[] = [];
    store.follow(() => {
      throw new Error('a follower of somebody else');
    });
    const end = store.follow((samples) => void told.push(...(samples.get('a')?.values ?? [])));
    store.record(sample(1));
    store.record({ ...sample(9), tag: 'b' });
    store.record(sample(2));
    await until(() => told.length === 2);
    end();
    store.record(sample(3));
    await store.lines([], view);
    assert.deepEqual(told, [1, 2]);
    assert.match(said.join(), /a follower of somebody else/);
  });

  it('counts what is lost where nothing can be written until it closes', async () => {
    writeFileSync(join(root, 'full'), 'in the way');
    const store = make(join(root, 'full', 'store'));
    for (let second = 0; second < 5; second += 1) store.record(sample(second));
    await until(() => store.health().state === 'memory');
    store.record(sample(5));
    await store.close();
    assert.equal(store.health().lost, 6);
    assert.match(said.join('\n'), /6 samples were not kept/);
  });

  it('closes twice without harm, and before it was ever used', async () => {
    const store = make();
    await Promise.all([store.close(), store.close()]);
  });
});
