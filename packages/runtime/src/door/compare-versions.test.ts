import assert from 'node:assert/strict';
import { compareVersions } from './compare-versions.ts';

describe('versions', () => {
  it('are ordered as semantic versioning says', () => {
    const ordered = [
      '0.0.9',
      '0.1.0-alpha',
      '0.1.0-beta.2',
      '0.1.0-beta.11',
      '0.1.0',
      '0.2.0',
      '0.10.0',
      '1.0.0',
    ];
    for (const [index, one] of ordered.entries())
      for (const [other, another] of ordered.entries())
        assert.equal(Math.sign(compareVersions(one, another)), Math.sign(index - other), `${one} ${another}`);
  });

  it('do not differ by what was noted at the build', () => {
    assert.equal(compareVersions('1.2.3+5', '1.2.3+6'), 0);
  });

  it('that are none count as the oldest', () => {
    assert.ok(compareVersions('latest', '0.0.1') < 0);
  });
});
