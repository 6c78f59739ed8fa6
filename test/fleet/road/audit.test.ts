import assert from 'node:assert/strict';
import { type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import { AuditClient } from '../../audit/client.ts';
import { RoadDevice } from '../device.fixture.ts';
import { HubClient } from '../hub-client.ts';

describe('the audit log of a hub', () => {
  let nodeRed: NodeRedProcess;
  let hub: HubClient;
  let audit: AuditClient;
  before(async function () {
    this.timeout(60_000);
    nodeRed = await startNodeRed({ only: ['node-red-fleet', 'node-red-audit'] });
    hub = new HubClient(nodeRed);
    audit = new AuditClient(nodeRed);
    await hub.setUp();
  });
  after(() => nodeRed?.stop());

  it('tells what people did with devices, and what devices did by themselves', async () => {
    const { code, id } = await hub.makeCode({ note: 'North' });
    const device = await RoadDevice.enrol(code, 'Oven');
    await hub.act(device.id, 'confirm');
    await hub.done('PATCH', `/devices/${device.id}`, { name: 'Oven 1' });
    device.outcomes = [
      {
        job: 'job-0000-0000-0001',
        result: 'rolled-back',
        release: { name: 'line', version: 3, digest: 'ab'.repeat(32) },
        error: { code: 'rollout.unhealthy', message: 'Not healthy: connection-lost (PLC)' },
        time: 1,
      },
    ];
    await device.greet();
    await device.poll();
    const copy = device.copy();
    await device.poll();
    assert.equal((await copy.poll()).status, 401);
    await copy.greet();
    assert.equal((await copy.poll()).status, 409);
    await hub.act(device.id, 'shut-out');
    await hub.done('DELETE', `/devices/${device.id}`);

    const wanted = [
      ['fleet.code.make', 'success', id],
      ['fleet.device.enrol', 'success', device.id],
      ['fleet.device.confirm', 'success', device.id],
      ['fleet.device.change', 'success', device.id],
      ['fleet.delivery.end', 'failed', device.id],
      ['fleet.device.copied', 'failed', device.id],
      ['fleet.device.shut-out', 'success', device.id],
      ['fleet.device.remove', 'success', device.id],
    ];
    const found = await waitFor('all of it is in the log', async () => {
      const events = (await audit.events()).filter(({ target }) =>
        [id, device.id].includes(target?.id ?? ''),
      );
      return events.length >= wanted.length && events;
    });
    assert.deepEqual(
      found.toReversed().map(({ name, outcome, target }) => [name, outcome, target?.id]),
      wanted,
    );
    const all = await Promise.all(found.map(({ seq }) => audit.event(seq)));
    const text = JSON.stringify(all);
    assert.ok(text.includes('rolled-back') && text.includes('rollout.unhealthy'), text);
    assert.ok(!text.includes(code));
    const enrolment = found.find(({ name }) => name === 'fleet.device.enrol');
    assert.deepEqual([enrolment?.actor.kind, enrolment?.actor.name], ['device', device.id]);
  });
});
