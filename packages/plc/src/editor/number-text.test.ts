import assert from 'node:assert/strict';
import { numberText } from './number-text.ts';

describe('numbers as they are shown', () => {
  it('are whole ones in full, others with seven digits, tiny and huge ones with a power of ten', () => {
    assert.equal(numberText(4_294_967_295, 'en-US'), '4294967295');
    assert.equal(numberText(0, 'en-US'), '0');
    assert.equal(numberText(-12.3456789, 'en-US'), '-12.34568');
    assert.equal(numberText(21.5, 'de'), '21,5');
    assert.equal(numberText(2.36e-41, 'en-US'), '2.36E-41');
    assert.equal(numberText(-1.5e30, 'en-US'), '-1.5E30');
  });
});
