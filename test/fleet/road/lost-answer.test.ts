import assert from 'node:assert/strict';
import { type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import { asked, devicesOf, makeCode, ownOf, startHub } from '../pair.fixture.ts';
import { RoadProxy } from '../road-proxy.fixture.ts';

describe('an enrolment whose last answer is lost', function () {
  this.timeout(60_000);
  let hub: NodeRedProcess | undefined;
  let device: NodeRedProcess | undefined;
  let proxy: RoadProxy | undefined;
  before(async () => {
    hub = await startHub();
    proxy = await RoadProxy.start(hub.adminUrl);
  });
  after(async () => {
    await device?.stop();
    await proxy?.stop();
    await hub?.stop();
  });

  it('is done again with the same code, and leaves one device', async () => {
    assert.ok(hub && proxy);
    const code = await makeCode(hub, proxy.url);
    device = await startNodeRed({ only: ['node-red-fleet'] });
    proxy.loses = '/enrol/answer';
    const lost = await device.request('POST', '/millwright/fleet/own/enrol', { code, name: 'Oven' });
    assert.equal(lost.status, 502, lost.text);
    const [ghost] = await devicesOf(hub);
    assert.ok(ghost, 'the hub has taken it in');
    await device.restart();
    await asked(device, 'POST', '/millwright/fleet/own/enrol', { code, name: 'Oven' });
    const own = await ownOf(device);
    assert.equal(own.device, ghost.id);
    const known = await asked<{ words?: readonly string[] }>(
      hub,
      'GET',
      `/millwright/fleet/devices/${ghost.id}`,
    );
    assert.deepEqual(own.words, known.words);
    const { id } = ghost;
    await waitFor('it to be heard', async () => {
      assert.ok(hub);
      const devices = await devicesOf(hub);
      assert.equal(devices.length, 1);
      return devices.find((each) => each.id === id)?.online;
    });
  });
});
