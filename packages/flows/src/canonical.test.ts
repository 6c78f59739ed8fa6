import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { canonicalText } from './canonical.ts';
import { parameters } from './flows.fixture.ts';

describe('the canonical text', () => {
  it('is that of RFC 8785, section 3.2.3 and 3.2.2', () => {
    const sorted = JSON.parse(
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
    ) as object;
    assert.equal(
      canonicalText(sorted),
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\uFB33":"Hebrew Letter Dalet With Dagesh"}',
    );
    const numbers = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001]}',
    ) as object;
    assert.equal(canonicalText(numbers), '{"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}');
  });

  it('means the same as the value it was made from', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const value = JSON.parse(text) as unknown;
        assert.deepEqual(JSON.parse(canonicalText(value)), value);
      }),
      parameters,
    );
  });

  it('does not depend on the order of keys', () => {
    const one = [{ id: 'n1', type: 'inject', props: { a: 1, b: 2 } }];
    const other = [{ props: { b: 2, a: 1 }, type: 'inject', id: 'n1' }];
    assert.equal(canonicalText(one), canonicalText(other));
  });
});
