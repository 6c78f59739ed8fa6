import assert from 'node:assert/strict';
import { makeUserDirectory, type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import { base } from './client.ts';
import { recordsIn, waitForEvent } from './records.ts';

const tab = { id: 't', type: 'tab', label: 'Oven 3' };

interface Health {
  readonly notices: readonly { readonly code: string }[];
}

for (const target of targets()) {
  describe(`two Node-REDs on one user directory, ${target.title}`, () => {
    const running: NodeRedProcess[] = [];
    let userDirectory: string;

    const start = async (): Promise<NodeRedProcess> => {
      const nodeRed = await startNodeRed({ target, flows: [tab], only: ['node-red-audit'], userDirectory });
      running.push(nodeRed);
      return nodeRed;
    };
    before(async () => {
      userDirectory = await makeUserDirectory({ flows: [tab], only: ['node-red-audit'] });
    });
    after(() => Promise.all(running.map((nodeRed) => nodeRed.stop())));

    const named = (name: string) => recordsIn(userDirectory).filter((event) => event.name === name);

    it('leave the intents of each other alone, and say that there are two', async () => {
      const first = await start();
      await waitForEvent(userDirectory, 'the start', ({ name }) => name === 'process.start');
      const second = await start();
      await waitFor('the second start', () => named('process.start').length === 2);
      await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          [first, second][index % 2]?.request('POST', '/flows', [{ ...tab, label: `Oven ${index}` }]),
        ),
      );
      const outcomes = Map.groupBy(named('flows.deploy'), ({ operation }) => operation);
      assert.equal(outcomes.size, 30);
      // They rename the same file of flows, which fails now and then.
      for (const events of outcomes.values())
        assert.match(events.map(({ outcome }) => outcome ?? 'intent').join(), /^intent,(success|failed)$/);
      assert.deepEqual(named('process.crash'), []);
      for (const nodeRed of [first, second]) {
        await nodeRed.request('POST', `${base}/checkpoint`, {});
        await nodeRed.request('GET', '/flows');
        const { body } = await nodeRed.request<Health>('GET', `${base}/health`);
        assert.ok(body.notices.some(({ code }) => code === 'audit.second-process'));
        await nodeRed.waitForLog(/audit\.second-process/);
      }
    });
  });
}
