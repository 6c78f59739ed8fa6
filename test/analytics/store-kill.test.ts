import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { count, startNodeRed, targets } from '@millwright/testing';
import { Random } from '../faults/random.ts';
import { record, StoreClient, store, storeFlow, storeSettings } from './store-flow.ts';

/** What a store that is set to 1 s may lose, and what a busy machine adds to it (ms). */
const mayLose = 1_000 + 1_500;

/** Counts into a tag of its own process, 200 times a second. */
const counting = {
  id: 'count',
  type: 'function',
  z: 'tab',
  x: 1,
  y: 1,
  initialize: `const tag = 'run ' + Date.now(); let value = 0; let ts = 0;
    context.set('timer', setInterval(() => {
      ts = Math.max(ts + 1, Date.now());
      node.send({ sample: { tag, value: value++, ts } });
    }, 5));`,
  finalize: `clearInterval(context.get('timer'));`,
  func: 'return null;',
  outputs: 1,
  wires: [['record']],
};

describe('samples and kill -9', () => {
  const random = new Random();
  before(() => console.log(`    SEED=${random.seed}`));

  const all = targets();
  for (const target of all) {
    it(`of ${target.title} amid writing: what is lost is of the last seconds, and nothing before it`, async function () {
      const kills = Math.ceil(count('kills_samples', { quick: 3, full: 20 }) / all.length);
      this.timeout(kills * 20_000 + 60_000);
      const flows = storeFlow(store(), record({ wires: [] }), counting);
      const nodeRed = await startNodeRed({
        target,
        flows,
        settings: storeSettings,
        only: ['node-red-analytics'],
      });
      const client = new StoreClient(nodeRed);
      /** What was there of each run after it was killed. */
      const kept = new Map<string, string>();
      let samples = 0;
      try {
        for (let kill = 0; kill < kills; kill += 1) {
          await client.ready();
          const began = Date.now();
          await sleep(600 + random.next() * 2_400);
          const killedAt = Date.now();
          await nodeRed.kill();
          await nodeRed.start();
          await client.ready();
          const tags = (await client.tags()) ?? [];
          const runs = tags.filter(({ first }) => first <= killedAt);
          for (const tag of kept.keys()) assert.ok(runs.some((run) => run.tag === tag));
          for (const { tag, first, last } of runs) {
            const points = await client.points(tag, first, last);
            const text = JSON.stringify(points);
            if (kept.has(tag)) assert.equal(text, kept.get(tag));
            else {
              samples += points.length;
              assert.deepEqual(
                points.map(([, value]) => value),
                points.map((_, index) => index),
              );
            }
            kept.set(tag, text);
          }
          const newest = Math.max(...runs.map(({ last }) => last), began);
          assert.ok(killedAt - newest < mayLose, `the last ${killedAt - newest} ms are missing`);
        }
        console.log(
          `    ${kills} kills, ${samples} samples before them, nothing missing but of the last second`,
        );
      } finally {
        await nodeRed.stop();
      }
    });
  }
});
