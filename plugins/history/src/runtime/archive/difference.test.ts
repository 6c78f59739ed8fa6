import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { applyDifference, difference } from './difference.ts';

describe('the difference of two texts', () => {
  it('is small where little changed', () => {
    const lines = Array.from({ length: 200 }, (_, index) => `line ${index}`);
    const changed = lines.with(100, 'another');
    assert.equal(difference(lines.join('\n'), changed.join('\n')), '[[0,100],"another",[101,99]]');
  });

  it('makes the one of the other, whatever they are', () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom('', 'a', 'b', 'c', '[0,1]'), fc.string()))
      .map((lines) => lines.join('\n'));
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    fc.assert(
      fc.property(text, text, (base, other) => {
        assert.equal(applyDifference(base, difference(base, other)), other);
      }),
      { seed },
    );
  });

  it('is nothing against a base that is too short, and no other text is one', () => {
    assert.equal(applyDifference('a', '[[0,2]]'), undefined);
    for (const text of ['', '{}', '["tab","t1"]\n{}', '[{}]'])
      assert.equal(applyDifference('a', text), undefined);
  });
});
