import assert from 'node:assert/strict';
import { newAlarm } from '@millwright/analytics';
import { wordOf } from './word-of.ts';

describe('what stands under an alarm', () => {
  const state = { ...newAlarm(0), holds: false } as const;
  it('is its stage, whatever its value is', () => {
    assert.equal(wordOf(state).is, 'online');
    for (const holds of [true, 'unknown'] as const) {
      assert.equal(wordOf({ stage: 'unacknowledged', holds }).is, 'raised');
      assert.equal(wordOf({ stage: 'latched', holds }).is, 'returned');
      assert.equal(wordOf({ stage: 'shelved', holds }).is, 'paused');
    }
  });
  it('is not “normal” where nothing is known', () => {
    assert.equal(wordOf(newAlarm(0)).is, 'no-answer');
  });
});
