import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FlowItem } from '@millwright/flows';
import {
  type Clock,
  digestOf,
  firstTrust,
  makeSealingKey,
  makeSigningKey,
  revisionOf,
  signDocument,
  type Trust,
  trustDocument,
} from '@millwright/release';
import { createSealer } from '@millwright/store';
import { type EffectOf, failureOf } from '../carry.ts';
import { Slots } from '../slots.ts';
import { Blobs } from './blobs.ts';
import { discardBlobs } from './discard-blobs.ts';
import { fetchInto, type Progress } from './fetch.ts';
import { makeTestRelease, type TestRelease, type TestReleaseInput } from './release.fixture.ts';
import { stageInto } from './stage.ts';
import { type Circumstances, verifyWith } from './verify.ts';

const releaseKey = makeSigningKey(randomBytes);
const otherReleaseKey = makeSigningKey(randomBytes);
const hubKey = makeSigningKey(randomBytes);
const deviceSealingKey = makeSealingKey(randomBytes);
const signed: Trust = {
  format: 1,
  version: 1,
  created: Date.now() - 60_000,
  roles: {
    release: { keys: [releaseKey.public.text], threshold: 1 },
    hub: { keys: [hubKey.public.text], threshold: 1 },
  },
  revoked: [],
};
const device = { id: 'gateway-7', sealing: deviceSealingKey.public.text };
const job = 'job-0000000000000001';
const flows = [
  { id: 'tab', type: 'tab', label: 'Oven' },
  { id: 'env', type: 'global-config', env: [{ name: 'PLC_HOST', value: '', type: 'str' }] },
  { id: 'plc', type: 'oven', z: 'tab', wires: [] },
];
const oven = {
  name: 'node-red-contrib-oven',
  version: '1.2.3',
  members: { dependencies: { '@acme/heat': '^2.0.0' } },
};
const heat = { name: '@acme/heat', version: '2.1.0', files: { 'index.js': 'module.exports = 7;' } };
const input: TestReleaseInput = {
  key: releaseKey,
  flows,
  credentials: { plc: { pin: '4711' } },
  modules: [oven, heat],
  dependencies: { [oven.name]: '~1.2.0' },
};
const values = [
  { name: 'PLC_HOST', value: '10.0.7.1', isSecret: false },
  { name: 'PLC_PIN', value: 'swordfish', isSecret: true },
];
const npm = join(dirname(createRequire(import.meta.url).resolve('npm/package.json')), 'bin', 'npm-cli.js');

describe('a release on its way into a slot', () => {
  let directory: string;
  let blobs: Blobs;
  let slots: Slots;
  let release: TestRelease;
  let wish: Awaited<ReturnType<TestRelease['wishFor']>>;
  let offered: Map<string, Uint8Array>;
  let asked: string[];
  let progress: Progress[];
  let cutAt: number | undefined;
  const { signal } = new AbortController();

  const arrange = async (change: Partial<TestReleaseInput> = {}): Promise<void> => {
    release = await makeTestRelease({ ...input, ...change });
    wish = await release.wishFor(device, job, values);
    offered = new Map(release.blobs);
    if (wish.sealed && wish.box) offered.set(wish.sealed.digest, wish.box);
  };
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'millwright delivery-'));
    blobs = new Blobs(join(directory, 'blobs'));
    slots = new Slots(join(directory, 'slots'), createSealer(Buffer.alloc(32, 1), 'slots'));
    [asked, progress, cutAt] = [[], [], undefined];
    await arrange();
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const effect = () =>
    ({ turn: 1, job, release: wish.release, ...(wish.sealed && { sealed: wish.sealed }) }) as const;
  const fetch = () =>
    fetchInto({
      blobs,
      ask: async (digest, from) => {
        asked.push(`${digest} ${from}`);
        const bytes = offered.get(digest) ?? Buffer.alloc(0);
        return {
          from,
          chunks: (async function* () {
            yield bytes.subarray(from, from + (cutAt ?? bytes.length));
            if (cutAt !== undefined && bytes.length > from + cutAt) throw new Error('the line broke');
          })(),
        };
      },
      onProgress: (each) => progress.push(each),
    })({ kind: 'fetch', ...effect() } as EffectOf<'fetch'>, signal);
  const clock: Clock = { now: Date.now(), doubted: false, seen: 0 };
  const look = (): Circumstances => ({
    trust: firstTrust(
      signDocument(trustDocument, signed, [releaseKey, hubKey]),
      digestOf(trustDocument.encode(signed)),
    ),
    traits: { id: device.id, labels: [], nodeRed: '5.0.7', node: '24.0.0', platform: 'linux-x64' },
    clock,
    key: deviceSealingKey,
    known: undefined,
    wish,
  });
  const verify = (here = look) =>
    verifyWith({ blobs, look: here, needsRestart: async (modules) => modules.length > 0 })(
      { kind: 'verify', ...effect() } as EffectOf<'verify'>,
      signal,
    );
  const stage = () =>
    stageInto({ blobs, slots, npm: () => npm, look: () => ({ job, ...look() }) })(
      { kind: 'stage', turn: 1, slot: job, ...wish } as unknown as EffectOf<'stage'>,
      signal,
    );
  const partOf = (role: string) => {
    const part = release.manifest.parts.find((each) => each.role === role);
    assert.ok(part);
    return part;
  };
  const failing = async (work: Promise<unknown>) => {
    try {
      await work;
    } catch (error) {
      const { error: told, final, counts = false } = failureOf(error);
      return { code: told.code, final, counts };
    }
    return 'it came through';
  };

  it('is fetched, checked and made ready with its values, secrets and modules', async () => {
    await fetch();
    assert.equal(readdirSync(join(directory, 'blobs')).length, offered.size);
    assert.equal(progress.at(-1)?.done, progress.at(-1)?.total);
    assert.deepEqual(await verify(), { kind: 'verified', restart: true, health: { windowSeconds: 2 } });
    const { rev } = await stage();
    const slot = await slots.read(job);
    assert.equal(rev, revisionOf(slot.flows as FlowItem[]));
    assert.deepEqual(slot.flows[1]?.['env'], [
      { name: 'PLC_HOST', value: '10.0.7.1', type: 'str' },
      { name: 'PLC_PIN', value: '__PWRD__', type: 'cred' },
    ]);
    assert.deepEqual(slot.credentials['plc'], { pin: '4711' });
    assert.match(JSON.stringify(slot.credentials['env']), /"PLC_PIN":"swordfish"/);
    assert.deepEqual(
      slot.mark.modules.map(({ name, version }) => `${name}@${version}`),
      ['@acme/heat@2.1.0', 'node-red-contrib-oven@1.2.3'],
    );
    assert.deepEqual(slot.mark.dependencies, { [oven.name]: '~1.2.0' });
    const folder = slots.modulesFolder(job);
    assert.equal(createRequire(join(folder, 'x.js'))('@acme/heat'), 7);
    assert.equal(existsSync(`${folder}-scratch`), false);
    const texts = readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    for (const secret of ['swordfish', '4711'])
      assert.equal(
        texts.some((each) => each.includes(secret)),
        false,
      );
  });

  it('that is ready stays as it is, and is made anew where the disk has spoilt it or it is wanted otherwise', async () => {
    await fetch();
    const { rev } = await stage();
    // Nothing looks at it, and only one that is made anew loses it. A file system may give a new file the number of an old one.
    const trace = join(directory, 'slots', job, 'trace');
    writeFileSync(trace, '');
    assert.deepEqual(await stage(), { kind: 'staged', rev });
    assert.equal(existsSync(trace), true);
    const flowsFile = join(directory, 'slots', job, 'flows.json');
    const stored = readFileSync(flowsFile, 'utf8');
    writeFileSync(flowsFile, '[]');
    assert.deepEqual(await stage(), { kind: 'staged', rev });
    assert.equal(existsSync(trace), false);
    assert.equal(readFileSync(flowsFile, 'utf8'), stored);
    const code = join(slots.modulesFolder(job), 'node_modules/@acme/heat/index.js');
    writeFileSync(code, '');
    assert.deepEqual(await stage(), { kind: 'staged', rev });
    assert.equal(readFileSync(code, 'utf8'), heat.files['index.js']);
    wish = await release.wishFor(device, job, [{ name: 'PLC_HOST', value: '10.0.7.2', isSecret: false }]);
    if (wish.sealed && wish.box) offered.set(wish.sealed.digest, wish.box);
    await fetch();
    assert.notEqual((await stage()).rev, rev);
  });

  it('goes on where the line broke, and does not fetch again what is there', async () => {
    cutAt = 300;
    for (let times = 0; times < 500 && (await failing(fetch())) !== 'it came through'; times++);
    assert.deepEqual(await failing(verify()), 'it came through');
    assert.ok(asked.includes(`${release.digest} 300`), asked.join('\n'));
    assert.ok(asked.includes(`${partOf('flows').digest} 0`) && asked.length > offered.size);
    cutAt = undefined;
    asked = [];
    await fetch();
    assert.deepEqual(asked, []);
  });

  it('is compared with its digests: what differs is removed and fetched again, and nothing is written beyond its size', async () => {
    const { digest, size } = partOf('module');
    const good = offered.get(digest) ?? Buffer.alloc(0);
    offered.set(digest, Buffer.alloc(size, 1));
    assert.deepEqual(await failing(fetch()), { code: 'release.blob-digest', final: false, counts: false });
    offered.set(digest, Buffer.concat([good, good]));
    assert.deepEqual(await failing(fetch()), { code: 'release.blob-size', final: false, counts: false });
    assert.equal(await blobs.arrived(digest), 0);
    offered.set(digest, good);
    await fetch();
    truncateSync(blobs.path(digest), size - 1);
    assert.deepEqual(await failing(verify()), { code: 'release.blob-size', final: false, counts: false });
    await fetch();
    writeFileSync(blobs.path(release.digest), '{}');
    assert.deepEqual(await failing(verify()), {
      code: 'release.envelope-invalid',
      final: false,
      counts: false,
    });
    assert.deepEqual(await failing(verify()), { code: 'fleet.blob-lost', final: false, counts: false });
    await fetch();
    await verify();
  });

  it('that another release is sent for is not taken', async () => {
    const other = await makeTestRelease({ ...input, version: 2 });
    offered.set(release.digest, other.blobs.get(other.digest) ?? Buffer.alloc(0));
    assert.deepEqual(await failing(fetch()), { code: 'release.mixed', final: false, counts: false });
  });

  it('that its signer does not vouch for, or is for others, is refused for good, and not held against it', async () => {
    await arrange({ key: otherReleaseKey });
    await fetch();
    assert.deepEqual(await failing(verify()), { code: 'release.wrong-key', final: true, counts: false });
    await arrange({ change: { audience: { devices: ['gateway-8'] } } });
    await fetch();
    assert.deepEqual(await failing(verify()), {
      code: 'release.not-in-audience',
      final: true,
      counts: false,
    });
  });

  it('whose parts are not what a release has is held against it', async () => {
    await arrange({ change: { rev: '0'.repeat(64) } });
    await fetch();
    assert.deepEqual(await failing(verify()), { code: 'fleet.flows-altered', final: true, counts: true });
    const made = await makeTestRelease(input);
    await arrange({ change: { parts: made.manifest.parts.filter(({ role }) => role !== 'lock') } });
    offered = new Map([...made.blobs, ...offered]);
    await fetch();
    assert.deepEqual(await failing(verify()), { code: 'release.lock-invalid', final: true, counts: true });
  });

  it('whose box is for another job, or missing, is refused for good', async () => {
    const other = await release.wishFor(device, 'job-0000000000000002', values);
    wish = { ...wish, sealed: other.sealed, box: other.box } as typeof wish;
    if (other.sealed && other.box) offered.set(other.sealed.digest, other.box);
    await fetch();
    assert.deepEqual(await failing(verify()), {
      code: 'release.seal-another-job',
      final: true,
      counts: false,
    });
    const { sealed: _sealed, ...without } = wish;
    wish = without as typeof wish;
    await fetch();
    assert.deepEqual(await failing(verify()), {
      code: 'release.seal-commitment',
      final: true,
      counts: false,
    });
  });

  it('has modules that run nothing, and that npm finds nowhere else', async () => {
    const scripted = { ...oven, members: { scripts: { install: 'touch ran' } } };
    await assert.rejects(makeTestRelease({ ...input, modules: [scripted] }), {
      code: 'release.module-scripts',
    });
    await arrange({ dependencies: { [oven.name]: '~1.2.0', elsewhere: '1.0.0' } });
    await fetch();
    const { code, final } = (await failing(stage())) as { code: string; final: boolean };
    assert.deepEqual({ code, final }, { code: 'fleet.modules-not-installed', final: false });
    assert.equal(await slots.mark(job), undefined);
  });

  it('leaves what the version has that runs when all others are removed', async () => {
    await fetch();
    writeFileSync(blobs.path('f'.repeat(64)), 'x');
    writeFileSync(blobs.partPath('e'.repeat(64)), 'x');
    await discardBlobs(blobs, [release.digest]);
    const parts = new Set([release.digest, ...release.manifest.parts.map(({ digest }) => digest)]);
    assert.deepEqual(readdirSync(join(directory, 'blobs')).sort(), [...parts].sort());
    await discardBlobs(blobs, []);
    assert.deepEqual(readdirSync(join(directory, 'blobs')), []);
  });
});
