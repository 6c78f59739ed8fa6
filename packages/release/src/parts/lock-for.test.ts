import assert from 'node:assert/strict';
import { lockFor } from './lock-for.ts';
import { type LockPlatform, runsOn } from './runs-on.ts';

const lockOf = (packages: object): string =>
  JSON.stringify({ name: 'data', lockfileVersion: 3, requires: true, packages });
const pruned = (packages: object, ...platforms: readonly LockPlatform[]): Record<string, object> =>
  (JSON.parse(lockFor(lockOf(packages), platforms)) as { packages: Record<string, object> }).packages;

const linux = { platform: 'linux-x64' };
const arm = { platform: 'linux-arm64' };
const mac = { platform: 'darwin-arm64' };

/** A module with a binary for each platform, and what one of them needs in turn. */
const oven = {
  '': { dependencies: { oven: '1' }, devDependencies: { lint: '1' } },
  'node_modules/oven': {
    version: '1.0.0',
    optionalDependencies: { 'oven-linux': '1', 'oven-arm': '1', 'oven-mac': '1' },
  },
  'node_modules/oven-linux': { version: '1.0.0', os: ['linux'], cpu: ['x64'], optional: true },
  'node_modules/oven-arm': { version: '1.0.0', os: ['linux'], cpu: ['arm64'], optional: true },
  'node_modules/oven-mac': {
    version: '1.0.0',
    os: ['darwin'],
    optional: true,
    dependencies: { 'mac-only': '1' },
  },
  'node_modules/mac-only': { version: '1.0.0', optional: true },
  'node_modules/lint': { version: '1.0.0', dev: true },
};

describe('the lock file for platforms', () => {
  it('has of optional packages those that run there, with what they need, and asks for no other', () => {
    assert.deepEqual(pruned(oven, linux), {
      '': { dependencies: { oven: '1' } },
      'node_modules/oven': { version: '1.0.0', optionalDependencies: { 'oven-linux': '1' } },
      'node_modules/oven-linux': oven['node_modules/oven-linux'],
    });
    assert.deepEqual(Object.keys(pruned(oven, mac)), [
      '',
      'node_modules/mac-only',
      'node_modules/oven',
      'node_modules/oven-mac',
    ]);
  });

  it('has those of each platform', () => {
    assert.deepEqual(Object.keys(pruned(oven, linux, arm)), [
      '',
      'node_modules/oven',
      'node_modules/oven-arm',
      'node_modules/oven-linux',
    ]);
  });

  it('keeps what is needed for developing where something else needs it too', () => {
    const both = {
      ...oven,
      'node_modules/lint': { version: '1.0.0', dev: true, dependencies: { shared: '1' } },
      'node_modules/oven-linux': { ...oven['node_modules/oven-linux'], dependencies: { shared: '1' } },
      'node_modules/shared': { version: '1.0.0', devOptional: true },
    };
    assert.deepEqual(pruned(both, linux)['node_modules/shared'], { version: '1.0.0', optional: true });
    assert.equal(pruned(both, arm)['node_modules/shared'], undefined);
  });

  it('leaves out an optional package that needs one that does not run there', () => {
    const chain = {
      '': { dependencies: { pump: '1' } },
      'node_modules/pump': {
        version: '1.0.0',
        optionalDependencies: { a: '1' },
        peerDependencies: { d: '1' },
      },
      'node_modules/a': { version: '1.0.0', dependencies: { b: '1' } },
      'node_modules/b': { version: '1.0.0', peerDependencies: { c: '1' } },
      'node_modules/c': { version: '1.0.0', os: ['!linux'] },
      'node_modules/d': { version: '1.0.0', peer: true },
    };
    assert.deepEqual(Object.keys(pruned(chain, linux)), ['', 'node_modules/d', 'node_modules/pump']);
    assert.equal(Object.keys(pruned(chain, mac)).length, 6);
  });

  it('looks for a package as Node.js does, and mistakes no other version for it', () => {
    const nested = {
      '': { dependencies: { a: '1', 'oven-x': '2' } },
      'node_modules/a': { version: '1.0.0', optionalDependencies: { 'oven-x': '1' } },
      'node_modules/a/node_modules/oven-x': { version: '1.0.0', os: ['darwin'], optional: true },
      'node_modules/oven-x': { version: '2.0.0' },
    };
    assert.deepEqual(pruned(nested, linux), {
      '': nested[''],
      'node_modules/a': { version: '1.0.0' },
      'node_modules/oven-x': { version: '2.0.0' },
    });
  });

  it('leaves a package what it brings along in its tarball, as long as it is there itself', () => {
    const bundling = {
      ...oven,
      'node_modules/oven/node_modules/in': { version: '1.0.0', inBundle: true, os: ['darwin'] },
      'node_modules/oven-mac/node_modules/in': { version: '1.0.0', inBundle: true },
    };
    assert.ok(pruned(bundling, linux)['node_modules/oven/node_modules/in']);
    assert.equal(pruned(bundling, linux)['node_modules/oven-mac/node_modules/in'], undefined);
  });

  it('ends where packages need each other', () => {
    const circle = {
      '': { dependencies: { a: '1' } },
      'node_modules/a': { version: '1.0.0', dependencies: { b: '1' } },
      'node_modules/b': { version: '1.0.0', dependencies: { a: '1' }, optionalDependencies: { gone: '1' } },
    };
    assert.deepEqual(pruned(circle, linux)['node_modules/b'], { version: '1.0.0', dependencies: { a: '1' } });
  });

  it('is refused, by name, where a package is needed that does not run there', () => {
    const needed = {
      '': { dependencies: { a: '1' } },
      'node_modules/a': { version: '1.0.0', dependencies: { '@acme/b': '1' } },
      'node_modules/@acme/b': { version: '3.2.1', os: ['win32'] },
      'node_modules/unused': { version: '1.0.0', os: ['win32'] },
    };
    assert.throws(() => lockFor(lockOf(needed), [linux]), {
      code: 'release.module-platform',
      message: 'These modules do not run on linux-x64: @acme/b@3.2.1',
    });
  });

  for (const text of ['', '[]', '{"packages":{"a":1}}'])
    it(`is none where it is made of ${text || 'nothing'}`, () => {
      assert.throws(() => lockFor(text, [linux]), { code: 'release.lock-invalid' });
    });
});

describe('where a package runs', () => {
  const cases: readonly (readonly [runs: boolean, traits: object, on: LockPlatform])[] = [
    [true, {}, linux],
    [true, { os: 'linux' }, linux],
    [true, { os: ['any'] }, linux],
    [true, { os: ['!win32', '!darwin'] }, linux],
    [false, { os: ['!linux'] }, linux],
    [false, { os: ['linux', '!linux'] }, linux],
    [true, { os: [] }, linux],
    [false, { os: ['linux'], cpu: ['arm64'] }, linux],
    [true, { libc: ['musl'] }, linux],
    [true, { libc: ['musl'] }, { ...linux, libc: 'musl' }],
    [false, { libc: ['musl'] }, { ...linux, libc: 'glibc' }],
    [false, { libc: ['glibc'] }, mac],
  ];
  for (const [runs, traits, on] of cases)
    it(`${JSON.stringify(traits)} ${runs ? 'runs' : 'does not run'} on ${on.platform} ${on.libc ?? ''}`, () => {
      assert.equal(runsOn(traits, on), runs);
    });
});
