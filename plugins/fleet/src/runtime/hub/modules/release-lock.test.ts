import assert from 'node:assert/strict';
import { canonicalText } from '@millwright/flows';
import { checkLock } from '@millwright/release';
import { releaseLock } from './release-lock.ts';
import type { PlacedPackage } from './tree.ts';

const placed = (
  place: string,
  name: string,
  version: string,
  more: Partial<PlacedPackage> = {},
): PlacedPackage => ({
  place,
  name,
  version,
  folder: place,
  isBundled: false,
  isRestricted: false,
  dependencies: new Map(),
  ...more,
});
const integrityOf = ({ name, version }: Pick<PlacedPackage, 'name' | 'version'>): string =>
  `sha512-${Buffer.from(`${name}@${version}`.padEnd(64, '.')).toString('base64')}`;

describe('the lock file of a release', () => {
  it('lays out its modules as they lie here, by exact versions, as devices take it', () => {
    const packages = [
      placed('node_modules/oven', 'oven', '1.2.3', {
        dependencies: new Map([
          ['pad', { name: '@acme/pad', version: '2.0.0' }],
          ['in', { name: 'in', version: '1.0.0' }],
        ]),
      }),
      placed('node_modules/oven/node_modules/in', 'in', '1.0.0', { isBundled: true }),
      placed('node_modules/pad', '@acme/pad', '2.0.0'),
    ];
    const text = releaseLock(['oven'], packages, integrityOf);
    const lock = JSON.parse(text);
    assert.deepEqual(lock.packages[''], { dependencies: { oven: '1.2.3' } });
    assert.deepEqual(lock.packages['node_modules/oven'].dependencies, {
      pad: 'npm:@acme/pad@2.0.0',
      in: '1.0.0',
    });
    assert.deepEqual(lock.packages['node_modules/oven/node_modules/in'], {
      version: '1.0.0',
      inBundle: true,
    });
    const modules = packages
      .filter(({ isBundled }) => !isBundled)
      .map(({ name, version }) => ({ name, version, integrity: integrityOf({ name, version }) }));
    checkLock(canonicalText(lock), modules);
  });
});
