import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import { deployRunning, devicesOf, enrol, makeCode, ownOf, startHub } from '../pair.fixture.ts';
import { RoadProxy } from '../road-proxy.fixture.ts';
import { fleetOfFormat } from './of-format.fixture.ts';

/** What is fetched has formats of its own. */
const blobPath = '/device/blobs/';

const flows = [
  { id: 'tab', type: 'tab', label: 'Oven' },
  { id: 'in', type: 'http in', z: 'tab', url: '/oven', method: 'get', wires: [['out']] },
  { id: 'out', type: 'http response', z: 'tab', wires: [] },
];

const neighbours = [
  { title: 'a device of the former format and a hub of this one', device: 0, hub: 1, spoken: 0 },
  { title: 'a device of this format and a hub of the former one', device: 1, hub: 0, spoken: 0 },
  { title: 'a device of the next format and a hub of this one', device: 2, hub: 1, spoken: 1 },
] as const;

/** Formats 0 and 2 are this one under another number. */
describe('neighbouring formats of the road', function () {
  this.timeout(120_000);
  let scratch: string;
  let hub: NodeRedProcess;
  let device: NodeRedProcess;
  let proxy: RoadProxy | undefined;

  before(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'millwright-formats-'));
  });
  after(() => rm(scratch, { recursive: true, force: true }));

  afterEach(async () => {
    await Promise.all([device?.stop(), hub?.stop()]);
    await proxy?.stop();
    proxy = undefined;
  });

  const ofFormat = async (format: number) =>
    format === 1
      ? ({ only: ['node-red-fleet'] } as const)
      : ({ only: [], packages: [await fleetOfFormat(format, join(scratch, `${format}`))] } as const);

  async function startBoth(formats: { readonly hub: number; readonly device: number }): Promise<string> {
    [hub, device] = await Promise.all([
      startHub({ ...(await ofFormat(formats.hub)), flows }),
      startNodeRed(await ofFormat(formats.device)),
    ]);
    proxy = await RoadProxy.start(hub.adminUrl);
    return makeCode(hub, proxy.url);
  }

  const formatsOf = (by: 'device' | 'hub'): ReadonlySet<unknown> =>
    new Set(
      (proxy?.overheard ?? [])
        .filter((heard) => heard.by === by && heard.body[0] === 0x7b && !heard.what.includes(blobPath))
        .map(({ body }) => (JSON.parse(body.toString()) as { format?: unknown }).format)
        .filter((format) => format !== undefined),
    );

  for (const { title, spoken, ...formats } of neighbours)
    it(`${title} enrol, deliver and report`, async () => {
      const code = await startBoth(formats);
      await enrol(hub, device, code);
      const { devices } = await deployRunning(hub, 'oven');
      assert.deepEqual(
        devices.map(({ at }) => at),
        ['committed'],
      );
      assert.equal((await fetch(`${device.url}/oven`)).status, 200);
      assert.equal((await ownOf(device)).connection?.road, 'socket');
      assert.deepEqual(formatsOf('hub'), new Set([spoken]));
      assert.ok(formatsOf('device').has(spoken));
    });

  it('a device that was left behind shows on its hub, with which side has to be updated', async () => {
    const code = await startBoth({ hub: 1, device: 1 });
    await enrol(hub, device, code);
    await device.stop();
    const [{ id = '' } = {}] = await devicesOf(hub);
    const greet = (format: number, name: string) =>
      hub.request('POST', '/millwright/fleet/device/greet', { format, device: name });
    assert.equal((await greet(3, 'nobody-1')).status, 409);
    assert.equal((await greet(3, id)).status, 409);
    const shown = await waitFor('the reason', async () => {
      const [known] = await devicesOf(hub);
      return known?.unreached;
    });
    assert.equal(shown.code, 'fleet.format-unknown');
    assert.deepEqual(shown.details, { format: 3, spoken: [1, 0], behind: 'hub' });
  });

  it('a device that is two formats behind is refused, and both say which side has to be updated', async () => {
    const code = await startBoth({ hub: 2, device: 0 });
    const answer = await device.request<{ code: string; details?: object }>(
      'POST',
      '/millwright/fleet/own/enrol',
      { code, name: 'Oven' },
    );
    const said =
      answer.status < 300
        ? await waitFor('the reason', async () => (await ownOf(device)).trouble)
        : answer.body;
    assert.equal(said.code, 'fleet.format-unknown');
    assert.deepEqual(said.details, { format: 0, spoken: [2, 1], behind: 'device' });
    assert.deepEqual(await devicesOf(hub), []);
  });
});
