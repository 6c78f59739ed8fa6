import assert from 'node:assert/strict';
import type { Sample } from '@millwright/tags';
import { shownSampleOf } from './shown-sample.ts';

const shown = (value: Sample['value']) =>
  shownSampleOf({ tag: 'a', value, quality: 'good', ts: 0, address: 'DB1.DBD0:REAL[2]' }).value;

describe('a sample that a dialog shows', () => {
  it('has arrays with the digits that a number alone is shown with', () => {
    assert.equal(shown([Math.fround(1.82), 3, 1e-9]), '[1.82,3,1e-9]');
    assert.equal(shown([2n ** 63n, true, null]), '["9223372036854775808",true,null]');
  });

  it('keeps what stands alone, and of long texts what a cell has room for', () => {
    assert.equal(shown(Math.fround(1.82)), Math.fround(1.82));
    assert.equal(shown(new Date(0)), '1970-01-01T00:00:00.000Z');
    assert.equal(shown(Buffer.from([1, 255])), '01ff');
    assert.equal(shown('x'.repeat(600)), 'x'.repeat(500));
  });
});
