import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ownPackage } from './own-package.ts';

describe('own package', () => {
  it('is what the nearest package.json says', () => {
    const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    assert.deepEqual(ownPackage(import.meta.url), { packageName: name, version });
  });
});
