import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import {
  checkManifest,
  contentOf,
  digestOf,
  firstTrust,
  manifestDocument,
  openBundle,
  readEnvelopeOf,
  receiveLock,
  receiveModule,
  trustDocument,
} from '@millwright/release';
import { type NodeRedProcess, Registry, startNodeRed, targets, waitFor } from '@millwright/testing';
import type { Blobs } from '../../../plugins/fleet/src/runtime/device/delivery/blobs.ts';
import { installModules } from '../../../plugins/fleet/src/runtime/device/delivery/install.ts';
import { registryEnvironment } from '../../history/packages.ts';
import { RoadDevice } from '../device.fixture.ts';
import { HubClient } from '../hub-client.ts';
import { packageFolder, packedPackage } from './packages.ts';

/** As the device of a test finds it. */
const npm = join(dirname(createRequire(import.meta.url).resolve('npm/package.json')), 'bin', 'npm-cli.js');

const pump = 'node-red-contrib-pump';
const valve = 'node-red-contrib-valve';
const old = 'node-red-contrib-old';
const secret = 'planted-in-credentials';

const tab = { id: 't', type: 'tab', label: 'Oven' };
const node = (type: string, more: object = {}) => ({
  id: type,
  type,
  z: 't',
  x: 1,
  y: 1,
  wires: [],
  ...more,
});
const library = node('function', { func: 'return msg', outputs: 1, libs: [{ var: 'w', module: 'wheel' }] });

for (const target of targets()) {
  describe(`releases with modules, ${target.title}`, () => {
    let scratch: string;
    let registry: Registry;
    let nodeRed: NodeRedProcess;
    let hub: HubClient;

    before(async () => {
      scratch = await mkdtemp(join(tmpdir(), 'millwright-releases-'));
      registry = await Registry.start([
        await packedPackage(scratch, pump, '1.0.0', { dependencies: { shaft: '^2.0.0' } }),
        await packedPackage(scratch, 'shaft', '2.0.1', {
          optionalDependencies: { 'shaft-elsewhere': '1.0.0' },
        }),
        await packedPackage(scratch, 'shaft-elsewhere', '1.0.0', { os: ['aix'] }),
        await packedPackage(scratch, old, '1.0.0', { scripts: { postinstall: 'node build.js' } }),
        await packedPackage(scratch, 'unused', '1.0.0'),
      ]);
      nodeRed = await startNodeRed({
        target,
        flows: [tab],
        heavyNodes: ['http request'],
        only: ['node-red-fleet'],
        environment: { ...registryEnvironment(registry, scratch), npm_config_ignore_scripts: 'true' },
      });
      hub = new HubClient(nodeRed);
      const folder = await packageFolder(scratch, valve, '3.0.0', { optionalDependencies: { wheel: '*' } });
      for (const module of [pump, old, folder]) {
        const { status, text } = await nodeRed.request('POST', '/nodes', { module });
        assert.equal(status, 200, text);
      }
      // Somebody copied it there by hand.
      const wheel = await packageFolder(scratch, 'wheel', '1.1.0');
      await cp(wheel, join(nodeRed.userDirectory, 'node_modules', 'wheel'), { recursive: true });
      // From here on there is no network.
      await registry.stop();
      await hub.setUp();
    });
    after(async () => {
      await nodeRed?.stop();
      await rm(scratch, { recursive: true, force: true });
    });

    const deploy = async (flows: object[]): Promise<void> => {
      const { status, text } = await nodeRed.deploy(flows);
      assert.ok(status < 300, text);
    };

    it('ship what was downloaded as it was downloaded, with what it needs, and nothing else', async () => {
      await deploy([tab, node('pump')]);
      const plan = await hub.plan('oven');
      assert.deepEqual(plan.problems, []);
      assert.deepEqual(plan.modules, [
        { name: pump, version: '1.0.0', origin: 'registry' },
        { name: 'shaft', version: '2.0.1', origin: 'registry' },
      ]);
      assert.deepEqual(plan.unused, [old, valve]);
      assert.deepEqual([plan.release.version, plan.release.exists, plan.needsPassphrase], [1, false, false]);
    });

    it('pack what was not downloaded from what is installed, and say so', async () => {
      await deploy([tab, node('pump'), node('valve'), library]);
      const made = await hub.make('oven');
      assert.deepEqual(made.modules, [
        { name: pump, version: '1.0.0', origin: 'registry' },
        { name: valve, version: '3.0.0', origin: 'repacked' },
        { name: 'shaft', version: '2.0.1', origin: 'registry' },
        { name: 'wheel', version: '1.1.0', origin: 'repacked' },
      ]);
      assert.deepEqual([made.version, made.state], [1, 'signed']);
    });

    it('are files that a device believes, whole', async () => {
      const bytes = await hub.bundle('oven', 1);
      const [made] = await hub.releases();
      assert.ok(made);
      assert.equal(bytes.length > made.size, true);
      const { chain } = await hub.trust();
      const [first = ''] = chain;
      const { trust } = firstTrust(first, digestOf(readEnvelopeOf(trustDocument, first).payload));
      const bundle = await openBundle(Readable.from([bytes]));
      const device = { id: 'oven-3', labels: [], nodeRed: '5.0.0', node: '24.0.0', platform: 'linux-x64' };
      const clock = { now: Date.now(), doubted: false, seen: 0 };
      const { content } = checkManifest(bundle.manifest, { trust, wanted: made, device, clock });
      const blobs = new Map<string, Buffer>();
      for await (const { digest, content: chunks } of bundle.blobs(content.parts)) {
        const all: Uint8Array[] = [];
        for await (const chunk of chunks) all.push(chunk);
        blobs.set(digest, Buffer.concat(all));
      }
      const stored = (digest: string) => [blobs.get(digest) ?? Buffer.alloc(0)];
      for (const part of content.parts.filter(({ role }) => role === 'module'))
        await receiveModule(stored(part.digest), part);
      const lock = content.parts.find(({ role }) => role === 'lock');
      const flows = content.parts.find(({ role }) => role === 'flows');
      assert.ok(lock && flows);
      const { packages } = JSON.parse(await receiveLock(stored(lock.digest), lock, content.parts));
      assert.deepEqual(Object.keys(packages), [
        '',
        `node_modules/${pump}`,
        `node_modules/${valve}`,
        'node_modules/shaft',
        'node_modules/wheel',
      ]);
      assert.deepEqual(packages[''].dependencies, { [pump]: '1.0.0', [valve]: '3.0.0', wheel: '1.1.0' });
      const items = JSON.parse((await contentOf(stored(flows.digest), flows)).toString());
      assert.deepEqual(items, (await nodeRed.flows()).flows);
      assert.equal(
        manifestDocument.decode(readEnvelopeOf(manifestDocument, bundle.manifest).payload).name,
        'oven',
      );
    });

    it('go to a device as soon as they are wanted of it, which installs them as they lie here', async () => {
      const device = await RoadDevice.enrol((await hub.makeCode()).code, 'Oven 3');
      await hub.act(device.id, 'confirm');
      await device.connect();
      assert.equal(device.desired, undefined);
      const plan = await hub.plan('oven');
      assert.deepEqual(
        plan.devices.map(({ online, restart, problems }) => [online, restart, problems]),
        [[true, true, []]],
      );
      const deploy = await hub.deploy(plan.id);
      const desired = await waitFor('what is wanted', () => device.desired);
      assert.deepEqual([desired.job, desired.release?.name], [deploy.devices[0]?.job, 'oven']);
      const blob = async (digest: string): Promise<Buffer> => {
        const response = await device.blob(digest);
        assert.equal(response.status, 200);
        return Buffer.from(await response.arrayBuffer());
      };
      const manifest = await blob(desired.release?.digest ?? '');
      const { parts } = manifestDocument.decode(readEnvelopeOf(manifestDocument, manifest).payload);
      const folder = join(scratch, 'slot');
      await mkdir(folder);
      for (const { digest } of parts) await writeFile(join(scratch, digest), await blob(digest));
      const lock = parts.find(({ role }) => role === 'lock');
      assert.ok(lock);
      await installModules(
        {
          folder,
          lock: await receiveLock([await blob(lock.digest)], lock, parts),
          modules: parts.filter(({ role }) => role === 'module'),
          blobs: { path: (digest: string) => join(scratch, digest) } as Blobs,
          npm,
        },
        new AbortController().signal,
      );
      const from = createRequire(join(folder, 'node_modules', valve, 'node.js'));
      assert.deepEqual([from('wheel'), from('shaft')], ['wheel 1.1.0', 'shaft 2.0.1']);
      device.disconnect();
    });

    it('are the same release as long as nothing is other', async () => {
      assert.equal((await hub.make('oven')).version, 1);
      assert.equal((await hub.plan('oven')).release.exists, true);
      assert.equal((await hub.plan('other')).release.exists, false);
    });

    it('are refused, by name, for modules that would need their install scripts', async () => {
      await deploy([tab, node('old')]);
      const plan = await hub.plan('oven');
      assert.deepEqual(
        plan.problems.map(({ code }) => code),
        ['release.module-scripts'],
      );
      assert.match(plan.problems[0]?.message ?? '', /node-red-contrib-old@1\.0\.0 \(postinstall\)/);
      const { status, body } = await hub.ask('POST', '/releases', {
        source: { kind: 'running' },
        name: 'oven',
      });
      assert.deepEqual([status, body.code], [409, 'fleet.plan-stopped']);
      assert.equal((await hub.releases()).length, 1);
    });

    it('are refused for types that nothing here provides', async () => {
      await deploy([tab, node('nowhere'), node('function', { libs: [{ var: 'a', module: 'absent' }] })]);
      const { problems } = await hub.plan('oven');
      assert.deepEqual(problems.map(({ code }) => code).sort(), [
        'fleet.module-missing',
        'fleet.type-unknown',
      ]);
      assert.match(problems[0]?.message ?? '', /absent/);
    });

    it('hold no secret in what lies on the disk, and ship none', async () => {
      await deploy([
        tab,
        node('http request', { authType: 'basic', credentials: { user: 'anna', password: secret } }),
      ]);
      const { version } = await hub.make('oven');
      assert.equal(version, 2);
      assert.equal((await hub.bundle('oven', version)).includes(secret), false);
      assert.equal(nodeRed.log.includes(secret), false);
    });
  });
}
