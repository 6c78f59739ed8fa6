import assert from 'node:assert/strict';
import { type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import { AuditClient } from '../../audit/client.ts';
import { RoadDevice } from '../device.fixture.ts';
import { HubClient } from '../hub-client.ts';

const flows = (label: string) => [{ id: 'tab', type: 'tab', label }];

for (const target of targets())
  describe(`changed flows on the road (${target.title})`, () => {
    let nodeRed: NodeRedProcess;
    let hub: HubClient;
    let audit: AuditClient;
    before(async function () {
      this.timeout(120_000);
      nodeRed = await startNodeRed({ target, only: ['node-red-fleet', 'node-red-audit'] });
      hub = new HubClient(nodeRed);
      audit = new AuditClient(nodeRed);
      await hub.setUp();
    });
    after(() => nodeRed?.stop());

    const confirmed = async (name: string): Promise<RoadDevice> => {
      const { code } = await hub.makeCode({});
      const device = await RoadDevice.enrol(code, name);
      await hub.act(device.id, 'confirm');
      await device.greet();
      return device;
    };
    const adoptedOf = async ({ id }: RoadDevice): Promise<number> => (await hub.device(id)).adopted.length;

    it('are taken of who is let in and has signed them, and shown and recorded once', async () => {
      const device = await confirmed('Oven');
      const adoption = device.adoption(flows('Oven'));
      for (let times = 0; times < 2; times += 1) {
        const { status, body } = await device.adopt(adoption);
        assert.deepEqual([status, body], [200, { format: 1 }]);
      }
      assert.equal(await adoptedOf(device), 1);
      const events = await waitFor('the audit log has it', async () => {
        const found = (await audit.events()).filter(({ name }) => name === 'fleet.device.adopted');
        return found.length > 0 && found;
      });
      assert.deepEqual(
        events.map(({ target: on }) => on?.id),
        [device.id],
      );
    });

    it('are refused without a pass, with that of another device, altered, and of another format', async () => {
      const [device, other] = [await confirmed('Oven 1'), await confirmed('Oven 2')];
      const good = device.adoption(flows('Oven'));
      const codes = [
        await device.adopt(good, {}),
        await device.adopt(good, other.passHeaders),
        await device.adopt({ ...good, flows: device.adoption(flows('Open')).flows }),
        await device.adopt({ ...good, flows: 'x' }),
        await device.adopt({ ...good, format: 9 }),
        await device.adopt({ ...good, flows: 'A'.repeat(4_500_000) }),
      ].map(({ body }) => body.code);
      assert.deepEqual(codes, [
        'fleet.pass-needed',
        'release.wrong-key',
        'release.blob-digest',
        'fleet.frame-invalid',
        'fleet.format-unknown',
        'request.invalid',
      ]);
      assert.deepEqual([await adoptedOf(device), await adoptedOf(other)], [0, 0]);
    });

    it('come only as often as people change something', async () => {
      const device = await confirmed('Oven 3');
      const answers = [];
      for (let times = 0; times < 12; times += 1)
        answers.push(await device.adopt(device.adoption(flows(`Oven ${times}`))));
      const last = answers.at(-1);
      assert.deepEqual([last?.status, last?.body.code], [429, 'fleet.too-often']);
      assert.ok(Number(last?.headers.get('retry-after')) > 30);
      assert.equal(await adoptedOf(device), 5);
    });
  });
