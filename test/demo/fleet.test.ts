import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEditor, root, waitFor } from '@millwright/testing';
import type { DeviceDetails, DevicePage } from '../../plugins/fleet/src/common/devices.ts';
import type { OwnDrift, OwnState } from '../../plugins/fleet/src/common/fleet.ts';
import type { Deploy, Plan } from '../../plugins/fleet/src/common/releases.ts';
import { ask, redeploy, token } from './demo-client.ts';
import { DemoProcess } from './demo-process.ts';

const base = '/millwright/fleet';
/** Another than the demo's own, so that a new release is made: seconds. */
const windowSeconds = 12;
const release = { name: 'filler-line', version: 1 };

/** One Node-RED of the demo, as its owner reaches it. */
interface Reached {
  readonly url: string;
  readonly token: string;
}

describe("npm start's fleet", function () {
  this.timeout(300_000);
  let directory: string;
  let demo: DemoProcess;
  let hub: Reached;
  /** The gateways, by their names. */
  const gateways = new Map<string, Reached>();

  const on = async <T>(
    where: Reached | undefined,
    method: string,
    route: string,
    body?: object,
  ): Promise<T> => {
    assert.ok(where);
    const { status, body: answer } = await ask<T>(where.url, where.token, method, `${base}${route}`, body);
    assert.ok(status === 200 || status === 204, `${method} ${route}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const details = async (name: string): Promise<DeviceDetails> => {
    const { devices } = await on<DevicePage>(hub, 'GET', '/devices');
    const found = devices.find((device) => device.name === name);
    assert.ok(found, name);
    return on<DeviceDetails>(hub, 'GET', `/devices/${found.id}`);
  };
  const inSync = (name: string): Promise<unknown> =>
    waitFor(`${name} to run what is wanted of it`, async () => (await details(name)).state === 'in-sync', {
      deadline: 90_000,
      every: 500,
    });
  /** What a gateway's Node-RED runs gives to its flows. */
  const environment = async (name: string): Promise<Record<string, string>> => {
    const where = gateways.get(name);
    assert.ok(where);
    const { body } = await ask<readonly { type: string; env?: { name: string; value: string }[] }[]>(
      where.url,
      where.token,
      'GET',
      '/flows',
    );
    const [global] = body.filter(({ type }) => type === 'global-config');
    return Object.fromEntries((global?.env ?? []).map(({ name: variable, value }) => [variable, value]));
  };
  const passphrase = (): string =>
    /passphrase of the release key is (\S+)/.exec(demo.output)?.[1]?.replace(/\.$/, '') ?? '';
  /** Deploys what the hub's editor has to both, and gives the delivery. */
  const deploy = async (): Promise<Deploy> => {
    const plan = await on<Plan>(hub, 'POST', '/plans', {
      source: { kind: 'running' },
      name: 'filler-line',
      selection: { kind: 'all' },
      health: { windowSeconds, connections: true },
    });
    assert.deepEqual(plan.problems, []);
    return on<Deploy>(hub, 'POST', '/deploys', { plan: plan.id, passphrase: passphrase() });
  };
  /** The same as people do it, from the menu beside Deploy. @returns what is shown once it has ended on both */
  const deployInEditor = async (context: Mocha.Context): Promise<string> => {
    const editor = await openEditor(context, { adminUrl: hub.url, adminRoot: '' }, { token: hub.token });
    try {
      const { page } = editor;
      await page.locator('#red-ui-header-button-deploy-options').click();
      await page
        .locator('#red-ui-header-button-deploy-options-submenu')
        .getByText('Deploy to devices')
        .click();
      const tray = page.locator('.mw-tray').last();
      await tray.locator('#mw-fleet-release-name').waitFor();
      assert.equal(await tray.locator('#mw-fleet-release-name').inputValue(), release.name);
      await tray.getByText('Watching on the device').click();
      await tray.locator('#mw-fleet-window').fill(String(windowSeconds));
      await page.locator('#mw-tray-primary').click();
      await tray.locator('#mw-fleet-deploy-passphrase').fill(passphrase());
      await page.locator('#mw-tray-primary').click();
      await tray.getByText('line-2-gw went back').waitFor({ timeout: 120_000 });
      await tray.getByText('line-1-gw came through').waitFor({ timeout: 120_000 });
      assert.deepEqual(editor.errors, []);
      return (await tray.innerText()).replace(/\s+/g, ' ');
    } finally {
      await editor.close();
    }
  };
  const ended = ({ id }: Deploy): Promise<Deploy> =>
    waitFor(
      'the deploy to end on both',
      async () => {
        const now = await on<Deploy>(hub, 'GET', `/deploys/${id}`);
        return now.devices.every((device) => device.ended) && now;
      },
      { deadline: 120_000, every: 500 },
    );

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'millwright-demo-'));
    demo = new DemoProcess(root, { MILLWRIGHT_DEMO_DIRECTORY: directory });
    const url = await demo.url(120_000);
    const owner = demo.accounts()[0];
    hub = { url, token: await token(url, owner) };
    for (const [name, own] of await demo.gateways(120_000))
      gateways.set(name, { url: own, token: await token(own, owner) });
  });
  after(async () => {
    await demo.interrupt().catch(() => demo.kill());
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  });

  it('comes up with a hub and two devices, whose words were compared', async () => {
    assert.doesNotMatch(demo.output, /Not everything could be set up/);
    assert.deepEqual([...gateways.keys()], ['line-1-gw', 'line-2-gw']);
    for (const [name, line] of [
      ['line-1-gw', '1'],
      ['line-2-gw', '2'],
    ] as const) {
      const device = await details(name);
      assert.deepEqual(Object.fromEntries(device.labels.map((label) => [label.name, label.value])), {
        site: 'hamburg',
        role: 'gateway',
        line,
      });
      assert.equal(device.words, undefined);
      assert.equal(device.online, true);
      assert.equal(device.restart, 'supervised');
      assert.equal((await on<OwnState>(gateways.get(name), 'GET', '/own')).device, device.id);
    }
  });

  it('runs one release on both, each against the PLC of its line', async () => {
    await Promise.all([inSync('line-1-gw'), inSync('line-2-gw')]);
    assert.deepEqual((await details('line-1-gw')).running, release);
    const [one, two] = await Promise.all([environment('line-1-gw'), environment('line-2-gw')]);
    assert.deepEqual([one['PLC_HOST'], two['PLC_HOST'], one['TROUBLE']], ['127.0.0.1', '127.0.0.1', 'none']);
    assert.match(one['PLC_PORT'] ?? '', /^\d+$/);
    assert.notEqual(one['PLC_PORT'], two['PLC_PORT']);
  });

  it('is deployed to from the editor, goes back by itself where the flow breaks, and says why on both sides', async function () {
    const { id } = await details('line-2-gw');
    const { values } = await on<{
      values: { owner: { device?: string }; name: string; isSecret: boolean; value?: string }[];
    }>(hub, 'GET', '/values');
    const own = values
      .filter(({ owner }) => owner.device === id)
      .map(({ name, isSecret, value }) => ({ name, isSecret, value }));
    const broken = [...own, { name: 'TROUBLE', isSecret: false, value: 'crash' }];
    await on(hub, 'PUT', '/values', { owner: { kind: 'device', device: id }, values: broken });
    const progress = await deployInEditor(this);
    assert.match(progress, /line-1-gw came through/);
    assert.match(
      progress,
      /line-2-gw went back to what ran before.*An error that nothing caught.*rollout\.uncaught/,
    );
    await inSync('line-1-gw');
    const { machine } = await on<OwnState>(gateways.get('line-2-gw'), 'GET', '/own');
    assert.deepEqual(machine?.committed, release);
    assert.equal(machine?.last?.error?.code, 'rollout.uncaught');
    assert.equal((await environment('line-2-gw'))['TROUBLE'], 'none');
    assert.equal((await details('line-2-gw')).state, 'failed');
    await on(hub, 'PUT', '/values', { owner: { kind: 'device', device: id }, values: own });
    const { devices } = await ended(await deploy());
    assert.ok(
      devices.every(({ at }) => at === 'committed'),
      JSON.stringify(devices),
    );
    await inSync('line-2-gw');
  });

  it('sees what somebody changes on a device, and says what', async () => {
    const gateway = gateways.get('line-1-gw');
    assert.ok(gateway);
    const { running } = await details('line-1-gw');
    assert.equal(await redeploy(gateway.url, gateway.token, 'changed on the line'), 200);
    await waitFor(
      'the hub to see the change',
      async () => {
        const { state, drift } = await details('line-1-gw');
        return state === 'drifted' && drift !== undefined;
      },
      { deadline: 180_000, every: 500 },
    );
    const drift = await on<OwnDrift>(gateway, 'GET', '/own/drift');
    assert.deepEqual(drift.against, running);
    assert.deepEqual(
      drift.parts.map(({ name, properties }) => [name, properties]),
      [
        ['Filler', ['info']],
        ['Meters', ['info']],
        ['Capper', ['info']],
        ['Palletiser', ['info']],
      ],
    );
    assert.equal((await details('line-2-gw')).state, 'in-sync');
  });
});
