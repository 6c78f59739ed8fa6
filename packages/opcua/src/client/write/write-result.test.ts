import assert from 'node:assert/strict';
import { answeredResult } from './write-result.ts';

describe('what a server answered to a write', () => {
  it('is told as it came where the value is known', () => {
    const { written, value, quality, status, text, outcome } = answeredResult(
      'level',
      0,
      { value: 5 },
      false,
    );
    assert.deepEqual([written, value, quality, text, outcome], [true, 5, 'good', undefined, 'done']);
    assert.equal(status.name, 'Good');
    const clamped = answeredResult('level', 0x4094_0000, { value: 5 }, false);
    assert.deepEqual([clamped.quality, clamped.outcome], ['uncertain', 'done']);
    assert.equal(clamped.status.name, 'UncertainEngineeringUnitsExceeded');
  });

  it('says why the quality is not good where the form of the tag cannot hold what was written', () => {
    const text = '9007199254740993';
    for (const [code, name] of [
      [0, 'Good'],
      [0x4094_0000, 'UncertainEngineeringUnitsExceeded'],
    ] as const) {
      const { quality, status, ...rest } = answeredResult('level', code, { value: null, text }, false);
      assert.deepEqual(rest, { tag: 'level', written: true, value: null, text, outcome: 'done' });
      assert.equal(quality, 'uncertain');
      const reason = `The server holds ${text}, which the tag's form of value cannot hold`;
      assert.deepEqual(status, { code, name, reason });
    }
  });
});
