import assert from 'node:assert/strict';
import { canonicalText } from '@millwright/schema';
import { checkLock, lockOf, receiveLock } from './lock.ts';
import { packed } from './packed.ts';
import { integrityOf } from './tarball.fixture.ts';

const moduleOf = (name: string, version: string) => ({
  name,
  version,
  integrity: integrityOf(Buffer.from(`${name} ${version}`)),
});
const modules = [moduleOf('oven', '1.2.3'), moduleOf('@acme/pad', '1.0.0'), moduleOf('@acme/pad', '2.0.0')];
const [oven, pad, laterPad] = modules.map(({ version, integrity }) => ({ version, integrity }));
const packages = {
  '': {
    name: 'data',
    dependencies: { oven: '^1.2.0', kiln: 'npm:@acme/pad@2.0.0', some: '>=1 <3 || latest' },
  },
  'node_modules/oven': { ...oven, funding: { url: 'https://acme.example' } },
  'node_modules/oven/node_modules/@acme/pad': { ...pad, peer: true },
  'node_modules/oven/node_modules/inner': { version: '1.0.0', inBundle: true },
  'node_modules/kiln': { ...laterPad, name: '@acme/pad' },
};
const textOf = (change: object, about: object = {}): string =>
  canonicalText({ lockfileVersion: 3, requires: true, packages: { ...packages, ...change }, ...about }) ?? '';

describe('the lock file of a release', () => {
  it('lays out the modules of the release', async () => {
    checkLock(textOf({}), modules);
    const part = { ...packed(Buffer.from(textOf({})), 'application/json'), role: 'lock' } as const;
    const shared = { ...part, role: 'module', origin: 'registry' } as const;
    const parts = [part, ...modules.map((each) => ({ ...shared, ...each }))];
    assert.equal(await receiveLock([part.bytes], part, parts), textOf({}));
    await assert.rejects(receiveLock([part.bytes], part, parts.slice(0, -1)), {
      code: 'release.lock-invalid',
    });
  });

  it('is made of that of npm, without the addresses', () => {
    const { ['']: root, ...others } = packages;
    const addressed = Object.entries(others).map(([path, entry]) => [
      path,
      { ...entry, ...('inBundle' in entry ? {} : { resolved: 'https://registry.example/x.tgz' }) },
    ]);
    const text = JSON.stringify(
      { lockfileVersion: 3, requires: true, packages: { '': root, ...Object.fromEntries(addressed) } },
      undefined,
      2,
    );
    assert.equal(lockOf(text, modules), textOf({}));
    for (const other of [
      'garbage',
      '[]',
      '{}',
      '{"packages":[]}',
      '{"packages":{"a":1}}',
      '{"packages":{},"a":"\\ud800"}',
    ])
      assert.throws(() => lockOf(other, modules), { code: 'release.lock-invalid' }, other);
  });

  const own = 'node_modules/@millwright/node-red-fleet';
  const refused: readonly (readonly [about: string, code: string, text: string])[] = [
    ['is no JSON', 'lock-invalid', 'garbage'],
    ['is no object', 'lock-invalid', 'null'],
    ['is in another text', 'lock-invalid', textOf({}).replace(':', ': ')],
    ['has an older list of its own', 'lock-invalid', textOf({}, { dependencies: {} })],
    ['is of another version', 'lock-invalid', textOf({}, { lockfileVersion: 2 })],
    [
      'has an address',
      'lock-invalid',
      textOf({ 'node_modules/oven': { ...oven, resolved: 'https://x.example/y' } }),
    ],
    ['has a link', 'lock-invalid', textOf({ 'node_modules/oven': { ...oven, link: true } })],
    [
      'has a list within a module',
      'lock-invalid',
      textOf({ 'node_modules/oven': { ...oven, hasShrinkwrap: true } }),
    ],
    [
      'has a package that is no module',
      'lock-invalid',
      textOf({ 'node_modules/more': { version: '1.0.0' } }),
    ],
    [
      'has a module under another version',
      'lock-invalid',
      textOf({ 'node_modules/oven': { ...oven, version: '1.2.4' } }),
    ],
    ['has a module under another name', 'lock-invalid', textOf({ 'node_modules/oben': oven })],
    ['lacks a module', 'lock-invalid', textOf({ 'node_modules/kiln': { ...pad, name: '@acme/pad' } })],
    [
      'has a bundled package in no module',
      'lock-invalid',
      textOf({ 'node_modules/more': { inBundle: true } }),
    ],
    ['leads out', 'lock-invalid', textOf({ 'node_modules/../../x': oven })],
    ['has a place without end', 'lock-invalid', textOf({ 'node_modules/oven/': oven })],
    ['has a workspace', 'lock-invalid', textOf({ 'packages/oven': oven })],
    [
      'has a place twice on some disks',
      'lock-invalid',
      textOf({ 'node_modules/Oven': { ...oven, name: 'oven' } }),
    ],
    [
      'asks for an address',
      'lock-invalid',
      textOf({ '': { dependencies: { oven: 'git+ssh://x.example/y' } } }),
    ],
    ['asks for a repository', 'lock-invalid', textOf({ '': { dependencies: { oven: 'acme/oven' } } })],
    [
      'asks for a folder',
      'lock-invalid',
      textOf({ 'node_modules/oven': { ...oven, dependencies: { a: 'file:..' } } }),
    ],
    ['has a package of ours', 'module-own', textOf({ [own]: { version: '9.9.9' } })],
    [
      'has a package of ours within another',
      'module-own',
      textOf({ [`node_modules/oven/${own}`]: { inBundle: true } }),
    ],
    ['has a module in the place of ours', 'module-own', textOf({ [own]: { ...oven, name: 'oven' } })],
    ['has ours in another place', 'module-own', textOf({ 'node_modules/x': { name: '@MillWright/tags' } })],
  ];
  for (const [about, code, text] of refused)
    it(`is none where it ${about}`, () => {
      assert.throws(() => checkLock(text, modules), { code: `release.${code}` });
    });
});
