import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  everything,
  makeUserDirectory,
  type NodeRedProcess,
  removeUserDirectory,
  requirePeer,
  startNodeRed,
  targets,
  waitFor,
} from '@millwright/testing';
import { fill } from '../faults/fill.ts';
import { Namespace, seenBy } from '../faults/namespace.ts';
import { record, StoreClient, store, storeFlow, storeSettings } from './store-flow.ts';

const start = 1_790_000_000_000;

for (const target of everything ? targets() : []) {
  describe(`samples and their disk, ${target.title}`, () => {
    let userDirectory: string;
    let namespace: Namespace | undefined;
    let nodeRed: NodeRedProcess | undefined;

    before(async () => {
      userDirectory = await makeUserDirectory({
        flows: storeFlow(store(), record()),
        settings: storeSettings,
        only: ['node-red-analytics'],
      });
      await mkdir(join(userDirectory, 'millwright'), { mode: 0o700 });
    });
    after(async () => {
      await nodeRed?.stop();
      await namespace?.remove();
      await removeUserDirectory(userDirectory);
    });

    it('full: flows run on, lines are there, new samples stay in memory and are written when there is room', async function () {
      requirePeer(this, 'unshare');
      const directory = join(userDirectory, 'millwright');
      namespace = await Namespace.make(target, `mount -t tmpfs -o size=2m,mode=700 tmpfs "${directory}"`);
      const process = await startNodeRed({ target: namespace.target, userDirectory });
      nodeRed = process;
      const client = new StoreClient(process);
      let second = 0;
      const say = async (samples: number): Promise<void> => {
        await client.say({
          samples: Array.from({ length: samples }, () => {
            second += 1;
            return { tag: 'noise', value: Math.random(), ts: start + second * 1_000 };
          }),
        });
      };
      const kept = async (): Promise<number> =>
        (await client.points('noise', start, start + (second + 1) * 1_000, { pixels: 100_000 })).length;
      const state = (is: string) =>
        waitFor(`the store to be ${is}`, async () => (await client.health()).state === is);

      await client.ready();
      await say(2_000);
      assert.equal(await kept(), 2_000);
      const filler = seenBy(process, join(directory, 'filler'));
      fill(filler);
      for (let turn = 0; turn < 3; turn += 1) {
        await say(2_000);
        await state('memory');
      }
      assert.equal((await client.health()).problem, 'sample-store.unwritable');
      assert.equal(await kept(), 8_000);
      await waitFor('the status', () => process.log.includes('@@status record failed'));
      assert.equal(process.log.split('(sample-store.unwritable)').length - 1, 1);
      rmSync(filler);
      await state('online');
      assert.equal((await client.health()).lost, 0);
      await say(10);
      await client.health();
      assert.equal(await kept(), 8_010);
    });
  });
}
