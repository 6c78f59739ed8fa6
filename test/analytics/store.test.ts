import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import { record, StoreClient, store, storeFlow, storeSettings } from './store-flow.ts';

const start = 1_790_000_000_000;
const value = (tag: string, second: number, value: unknown, more: object = {}) => ({
  topic: tag,
  payload: { value, ts: start + second * 1_000, ...more },
});

for (const target of targets()) {
  describe(`samples kept in ${target.title}`, function () {
    this.timeout(60_000);
    let nodeRed: NodeRedProcess;
    let client: StoreClient;
    const flows = storeFlow(store(), record());

    before(async () => {
      nodeRed = await startNodeRed({ target, flows, settings: storeSettings, only: ['node-red-analytics'] });
      client = new StoreClient(nodeRed);
      await client.ready();
    });
    after(() => nodeRed?.stop());

    const points = (tag: string, to = 100) =>
      client.points(tag, start, start + to * 1_000, { pixels: 1_000 });
    const passed = (from: number) => nodeRed.log.slice(from).split('@@passed').length - 1;
    const deploy = async (nodes: readonly object[]): Promise<void> => {
      const from = nodeRed.log.length;
      await nodeRed.deploy(nodes, { type: 'nodes' });
      await nodeRed.waitForLog(/Started (modified )?(flows|nodes)/, { from });
    };

    it('passes messages on, keeps their samples, and tells those who follow', async () => {
      const from = nodeRed.log.length;
      const following = client.follow('oven', 3);
      await client.say([
        {
          samples: [1, 2].map((n) => ({
            tag: 'oven',
            value: n,
            quality: 'good',
            ts: start + n * 1_000,
            unit: '°C',
          })),
        },
        value('oven', 3, null),
        value('oven', 4, 3),
        { topic: 'fan', payload: true },
      ]);
      assert.deepEqual((await following)['oven']?.filter((each) => each !== null).at(-1), 3);
      assert.deepEqual(await points('oven'), [
        [start + 1_000, 1],
        [start + 2_000, 2],
        [start + 3_000, null],
        [start + 4_000, 3],
      ]);
      const tags = await client.tags();
      assert.deepEqual(tags?.[0], { tag: 'oven', unit: '°C', first: start + 1_000, last: start + 4_000 });
      assert.equal(tags?.[1]?.tag, 'fan');
      await waitFor('all to be passed on', () => passed(from) === 4);
    });

    it('refuses text once for each tag, and passes it on', async () => {
      const from = nodeRed.log.length;
      await client.say([value('mode', 1, 'auto'), value('mode', 2, 'manual'), value('mode', 3, 7)]);
      await waitFor('all to be passed on', () => passed(from) === 3);
      assert.equal(nodeRed.log.slice(from).split('@@caught sample-store.value-refused').length - 1, 1);
      assert.deepEqual(await points('mode'), [[start + 3_000, 7]]);
    });

    it('keeps its folder to itself', () => {
      const folder = join(nodeRed.userDirectory, 'millwright/samples');
      assert.equal(statSync(folder).mode & 0o777, 0o700);
      assert.equal(statSync(join(folder, 'store')).mode & 0o777, 0o700);
    });

    it('has the same lines and tags after a restart, before any message', async () => {
      const before = await client.tags();
      await nodeRed.restart();
      await client.ready();
      assert.deepEqual(await client.tags(), before);
      assert.deepEqual((await points('oven')).at(-1), [start + 4_000, 3]);
    });

    it('loses nothing over deploys that change it', async () => {
      for (let turn = 0; turn < 5; turn += 1) {
        await client.say(value('turns', turn, turn));
        await deploy(storeFlow(store({ days: 90 + turn }), record()));
      }
      await client.ready();
      assert.deepEqual(
        (await points('turns')).map(([, each]) => each),
        [0, 1, 2, 3, 4],
      );
      assert.doesNotMatch(nodeRed.log, /Did not close|Error stopping node/);
    });

    it('keeps two stores apart, and finds one that was removed and comes back', async () => {
      const both = storeFlow(
        store(),
        record(),
        store({ id: 'other', name: 'Line 2' }),
        record({ id: 'second', store: 'other', tags: [{ pattern: 'p*' }] }),
      );
      await deploy(both);
      await client.ready('other');
      await client.say([value('pump', 1, 5), value('valve', 1, 6)]);
      const other = () => client.points('pump', start, start + 10_000, { store: 'other' });
      assert.deepEqual(await other(), [[start + 1_000, 5]]);
      assert.deepEqual(
        (await client.tags('other'))?.map(({ tag }) => tag),
        ['pump'],
      );
      await deploy(flows);
      assert.equal(await client.tags('other'), null);
      await deploy(both);
      await client.ready('other');
      assert.deepEqual(await other(), [
        [start + 1_000, 5],
        // What the tag did while the store was not there, nobody knows.
        [start + 1_001, null],
      ]);
    });

    it('deletes the oldest when it takes more than it may', async () => {
      await deploy(storeFlow(store({ megabytes: 1 }), record()));
      await client.ready();
      const samples = (turn: number) =>
        Array.from({ length: 10_000 }, (_, index) => ({
          tag: 'noise',
          value: Math.random(),
          ts: start + (turn * 10_000 + index) * 1_000,
        }));
      let turn = 0;
      await waitFor(
        'the oldest to go',
        async () => {
          await client.say({ samples: samples(turn) });
          turn += 1;
          const noise = (await client.tags())?.find(({ tag }) => tag === 'noise');
          return (noise?.first ?? 0) > start;
        },
        { deadline: 30_000 },
      );
      await waitFor('the store to fit', async () => (await client.health()).bytes < 1_100_000);
      assert.equal(
        (await client.tags())?.some(({ tag }) => tag === 'oven'),
        false,
      );
      assert.equal((await client.health()).lost, 0);
    });
  });
}
