import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { bytesOf } from '../bundle/bundle.fixture.ts';
import { openBundle } from '../bundle/read-bundle.ts';
import { bundleSize, type StoredBlob, writeBundle } from '../bundle/write-bundle.ts';
import { openDocument, signDocument } from '../document/document.ts';
import { manifestDocument } from '../document/manifest.ts';
import { noon, randomOf, releaseKey } from '../people.fixture.ts';
import { commitmentTo, committed } from '../seal/commitment.ts';
import { makeRelease, type ReleaseInput, type ReleaseModule } from './make-release.ts';
import { inspectModule } from './module-tarball.ts';
import { moduleTarball } from './tarball.fixture.ts';
import { contentOf } from './unpacked.ts';

const flows = [
  { id: 't', type: 'tab' },
  { id: 'n', type: 'modbus-client', z: 't', host: ['$', '{PLC}'].join('') },
];
const tarballs = await Promise.all(
  [
    { name: 'left-pad', version: '2.0.0', license: 'WTFPL' },
    { name: '@acme/oven', version: '1.2.3+b' },
    { name: 'left-pad', version: '1.3.0' },
  ].map((each) => moduleTarball(each)),
);
const modules: readonly ReleaseModule[] = await Promise.all(
  tarballs.map(async (bytes, index) => ({
    ...(await inspectModule([bytes])),
    origin: index === 1 ? ('repacked' as const) : ('registry' as const),
  })),
);
const entryOf = (name: string, version: string) => ({
  version,
  resolved: `https://registry.example/${name}`,
  integrity: modules.find((each) => each.name === name && each.version === version)?.integrity,
});
const packages = {
  '': { dependencies: { '@acme/oven': '^1.0.0', 'left-pad': 'npm:left-pad@2.0.0' } },
  'node_modules/@acme/oven': { ...entryOf('@acme/oven', '1.2.3+b'), dependencies: { 'left-pad': '1' } },
  'node_modules/@acme/oven/node_modules/left-pad': entryOf('left-pad', '1.3.0'),
  'node_modules/left-pad': entryOf('left-pad', '2.0.0'),
};
const credentials = committed({ n: { password: '4711' } }, randomOf('nonce'));
const input: ReleaseInput = {
  name: 'oven-line',
  version: 7,
  created: noon,
  compatible: { nodeRed: [4, 5], node: '22.18.0' },
  health: { windowSeconds: 60 },
  flows: JSON.stringify(flows, undefined, 2),
  modules,
  lock: JSON.stringify({ lockfileVersion: 3, requires: true, packages }),
  checks: { rules: [] },
  credentials,
};

describe('a release', () => {
  it('has what its parts need, in an order that does not depend on where it is made', () => {
    const { manifest, parts } = makeRelease(input);
    assert.deepEqual(
      manifest.parts.map(({ role, name, version }) => [role, name, version].filter(Boolean).join(' ')),
      [
        'flows',
        'environment',
        'checks',
        'lock',
        'sbom',
        'module @acme/oven 1.2.3+b',
        'module left-pad 1.3.0',
        'module left-pad 2.0.0',
      ],
    );
    assert.equal(manifest.rev, hash('sha256', JSON.stringify(flows)));
    assert.equal(manifest.credentials?.commitment, commitmentTo(credentials));
    assert.deepEqual(makeRelease({ ...input, modules: modules.toReversed() }), { manifest, parts });
    assert.ok(!JSON.stringify(manifest).includes('4711'));
    assert.ok(parts.every(({ bytes }) => !Buffer.from(bytes).includes('4711')));
  });

  it('goes into a bundle and comes out of it again', async () => {
    const { manifest, parts } = makeRelease(input);
    const text = signDocument(manifestDocument, manifest, [releaseKey]);
    const stored: readonly StoredBlob[] = [
      ...parts.map(({ digest, size, bytes }) => ({ digest, size, content: () => [bytes] })),
      ...modules.map(({ digest, size }, index) => ({
        digest,
        size,
        content: () => [tarballs[index] ?? Buffer.of()],
      })),
    ];
    const bytes = await bytesOf(writeBundle({ manifest: text, blobs: stored }));
    assert.equal(bytes.length, bundleSize({ manifest: text, blobs: manifest.parts }));
    const bundle = await openBundle(writeBundle({ manifest: text, blobs: stored }));
    const { content } = openDocument(manifestDocument, bundle.manifest, {
      keys: [releaseKey.public],
      threshold: 1,
    });
    const contents = new Map<string, Buffer>();
    for await (const blob of bundle.blobs(content.parts))
      contents.set(blob.digest, await bytesOf(blob.content));
    const read = async (role: string): Promise<unknown> => {
      const part = content.parts.find((each) => each.role === role);
      assert.ok(part);
      return JSON.parse((await contentOf([contents.get(part.digest) ?? Buffer.of()], part)).toString());
    };
    assert.deepEqual(await read('flows'), flows);
    assert.deepEqual(await read('environment'), {
      format: 1,
      variables: [
        {
          name: 'PLC',
          hasValue: false,
          isSecret: false,
          uses: [{ id: 'n', type: 'modbus-client', kind: 'property' }],
        },
      ],
    });
  });

  it('lists its modules as CycloneDX does', async () => {
    const { manifest, parts } = makeRelease(input);
    const part = manifest.parts.find(({ role }) => role === 'sbom');
    const stored = parts.find(({ digest }) => digest === part?.digest);
    assert.ok(part && stored);
    const sbom = JSON.parse((await contentOf([stored.bytes], part)).toString());
    assert.equal(sbom.bomFormat, 'CycloneDX');
    assert.equal(sbom.specVersion, '1.6');
    assert.match(
      sbom.serialNumber,
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    assert.equal(sbom.metadata.timestamp, '2026-11-26T12:00:00.000Z');
    assert.deepEqual(
      sbom.components.map(({ purl }: { purl: string }) => purl),
      ['pkg:npm/%40acme/oven@1.2.3%2Bb', 'pkg:npm/left-pad@1.3.0', 'pkg:npm/left-pad@2.0.0'],
    );
    assert.deepEqual(sbom.components[2].licenses, [{ license: { name: 'WTFPL' } }]);
    assert.equal(sbom.components[0].group, '@acme');
    assert.match(sbom.components[0].hashes[0].content, /^[0-9a-f]{128}$/);
  });

  it('has no packages of Millwright, and none that need an install script: all are named', () => {
    const [some] = modules;
    assert.ok(some);
    const own = ['@millwright/node-red-fleet', '@millwright/suite'].map((name) => ({ ...some, name }));
    assert.throws(() => makeRelease({ ...input, modules: [...modules, ...own] }), {
      code: 'release.module-own',
      message: /@millwright\/node-red-fleet, @millwright\/suite/,
    });
    const capitals = { ...some, name: '@Millwright/node-red-fleet' };
    const bundling = {
      ...some,
      bundled: [{ place: 'node_modules/@millwright/tags', name: 'tags', installScripts: ['install'] }],
    };
    for (const module of [capitals, bundling])
      assert.throws(() => makeRelease({ ...input, modules: [module] }), { code: 'release.module-own' });
    const inner = [{ place: 'node_modules/b', name: 'b', installScripts: ['install'] }];
    assert.throws(() => makeRelease({ ...input, modules: [{ ...some, bundled: inner }] }), {
      code: 'release.module-scripts',
      message: /left-pad@2\.0\.0\/node_modules\/b \(install\)/,
    });
    const scripted = { ...some, name: 'serialport', version: '9.0.0', installScripts: ['install'] };
    assert.throws(() => makeRelease({ ...input, modules: [scripted, { ...scripted, name: 'old' }] }), {
      code: 'release.module-scripts',
      message: /old@9\.0\.0 \(install\), serialport@9\.0\.0 \(install\)/,
    });
  });

  it('takes no credentials from within flows, and nothing that is no flows', () => {
    const within = JSON.stringify([{ ...flows[0], credentials: { password: 'sesame' } }, flows[1]]);
    const { manifest } = makeRelease({ ...input, flows: within });
    assert.equal(manifest.rev, hash('sha256', JSON.stringify(flows)));
    const deep = `${'['.repeat(3000)}${']'.repeat(3000)}`;
    for (const text of ['', '{}', '[1]', '[null]', `[{"id":"n","x":${deep}}]`])
      assert.throws(() => makeRelease({ ...input, flows: text }), { code: 'release.flows-invalid' });
  });
});
