import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AuditEvent } from '@millwright/ledger';
import { type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import { endpoint } from '../runtime/flows.ts';
import { ProbeClient, tab } from '../runtime/probe-client.ts';
import { Probes } from '../runtime/probes.ts';
import { AuditClient } from './client.ts';
import { recordsIn, waitForEvent } from './records.ts';

const flows = endpoint('/line', 'running');
const changed = [...flows, tab('added')];

/** Keeps the log from being written, as long as it is not let go. */
function holdLog(userDirectory: string): () => void {
  const database = new DatabaseSync(join(userDirectory, 'millwright/audit.db'), { timeout: 5000 });
  database.exec('begin immediate');
  return () => database.close();
}

for (const target of targets()) {
  describe(`an audit log that cannot be written, ${target.title}`, () => {
    const probes = new Probes();
    let nodeRed: NodeRedProcess;
    let probe: ProbeClient;
    let audit: AuditClient;

    before(async () => {
      await probes.build();
      nodeRed = await startNodeRed({
        target,
        flows,
        only: ['node-red-audit'],
        packages: [await probes.make({ id: 'probe' })],
      });
      probe = new ProbeClient(nodeRed);
      audit = new AuditClient(nodeRed);
      await waitForEvent(nodeRed.userDirectory, 'the start', ({ name }) => name === 'flows.start');
    });
    after(async () => {
      await nodeRed?.stop();
      await probes.remove();
    });

    const running = async (): Promise<string> => (await fetch(`${nodeRed.url}/line`)).text();
    const someLost = () => waitFor('some to be lost', async () => (await audit.health()).lost > 0);
    const gap = (from: number): Promise<AuditEvent> =>
      waitForEvent(nodeRed.userDirectory, 'the gap', ({ name }) => name === 'audit.gap', from);

    it('refuses changes and does nothing of them, while reads and flows go on', async () => {
      const from = recordsIn(nodeRed.userDirectory).length;
      const { rev } = await nodeRed.flows();
      const letGo = holdLog(nodeRed.userDirectory);
      try {
        for (const ask of [() => nodeRed.deploy(changed), () => nodeRed.deploy(changed)]) {
          const { status, body } = await ask();
          assert.deepEqual([status, body.code], [503, 'audit.not-recorded']);
        }
        const { status } = await nodeRed.request('POST', '/inject/none', {});
        assert.equal(status, 503);
        assert.equal((await nodeRed.flows()).rev, rev);
        assert.equal(await running(), 'running');
        await someLost();
      } finally {
        letGo();
      }
      const { data, outcome } = await gap(from);
      assert.equal(outcome, 'failed');
      assert.ok(Number(data?.['lost']) > 0);
      assert.equal((await nodeRed.deploy(changed)).status, 200);
    });

    it('counts what it loses where that is what the settings say', async () => {
      const settings = await audit.settings();
      const whenUnwritable = { change: 'count', read: 'count' } as const;
      await audit.setSettings({ ...settings, whenUnwritable });
      const from = recordsIn(nodeRed.userDirectory).length;
      const letGo = holdLog(nodeRed.userDirectory);
      try {
        const { status } = await nodeRed.deploy(flows);
        assert.equal(status, 200);
        await waitFor('the flows to run', async () => (await running()) === 'running');
        await someLost();
      } finally {
        letGo();
      }
      await audit.setSettings(settings);
      assert.ok(Number((await gap(from)).data?.['lost']) > 0);
    });

    it('says that nobody knows what became of a change that a crash cut off', async () => {
      const from = recordsIn(nodeRed.userDirectory).length;
      await probe.behave('stage', 'hang');
      const cutOff = nodeRed.deploy(changed, { note: 'Oven 3' }).catch(() => undefined);
      const intent = await waitForEvent(
        nodeRed.userDirectory,
        'the intent',
        ({ name, outcome }) => name === 'flows.deploy' && outcome === undefined,
        from,
      );
      await nodeRed.kill();
      await cutOff;
      await nodeRed.start();
      const unknown = await waitForEvent(
        nodeRed.userDirectory,
        'what became of it',
        ({ outcome, operation }) => outcome === 'unknown' && operation === intent.operation,
        from,
      );
      const { name, operation, actor, reason } = intent;
      assert.deepEqual(
        [unknown.name, unknown.operation, unknown.actor, unknown.reason, unknown.data?.['intent']],
        [name, operation, actor, reason, intent.seq],
      );
      const ofIt = recordsIn(nodeRed.userDirectory, from).filter((event) => event.operation === operation);
      assert.deepEqual(
        ofIt.map(({ outcome }) => outcome),
        [undefined, 'unknown'],
      );
    });
  });
}
