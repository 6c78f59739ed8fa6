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
import { AlarmClient, alarmFlows, alarmNode, alarmSettings } from '../analytics/alarm-flow.ts';
import { fill } from './fill.ts';
import { Namespace, seenBy } from './namespace.ts';

const anyone = { kind: 'anyone' } as const;

for (const target of everything ? targets() : []) {
  describe(`alarms and their disk, ${target.title}`, function () {
    this.timeout(60_000);

    it('full: commands are refused, the alarms go on, and all of it is written once there is room', async function () {
      requirePeer(this, 'unshare');
      const userDirectory = await makeUserDirectory({
        only: ['node-red-analytics'],
        flows: alarmFlows(alarmNode('level')),
        settings: alarmSettings,
      });
      const directory = join(userDirectory, 'millwright');
      await mkdir(directory, { mode: 0o700 });
      const namespace = await Namespace.make(
        target,
        `mount -t tmpfs -o size=1m,mode=700 tmpfs "${directory}"`,
      );
      let nodeRed: NodeRedProcess | undefined;
      try {
        nodeRed = await startNodeRed({ target: namespace.target, userDirectory });
        const alarms = new AlarmClient(nodeRed);
        await alarms.say('level', { payload: 95 });
        await waitFor('the first line', async () => (await alarms.journal('level')).length === 1);
        const filler = seenBy(nodeRed, join(directory, 'filler'));
        fill(filler);
        // SQLite may still have room in what it has: until that is used up too.
        const code = await waitFor('a refusal', async () => {
          await alarms.say('level', { payload: 50 });
          const refused = await alarms.acknowledge('level', anyone);
          await alarms.say('level', { payload: 95 });
          return refused;
        });
        assert.equal(code, 'store.disk-full');
        assert.equal(await alarms.stage('level'), 'unacknowledged');
        await nodeRed.waitForLog(/alarm-engine\.not-kept/);
        rmSync(filler);
        assert.equal(await alarms.acknowledge('level', anyone), undefined);
        assert.equal(await alarms.stage('level'), 'acknowledged');
        const lines = await alarms.journal('level');
        assert.deepEqual(
          lines.map(({ seq }) => seq),
          lines.map((_, index) => lines.length - index),
        );
      } finally {
        await nodeRed?.stop();
        await namespace.remove();
        await removeUserDirectory(userDirectory);
      }
    });
  });
}
