import assert from 'node:assert/strict';
import { gapMessage, readingMessage } from './messages.ts';
import { measured, missing } from './sample.ts';
import { statusOf } from './status.ts';

const speed = measured({ name: 'filler.speed', address: 'input-register:2' }, 300, 1_000);
const level = missing(
  { name: 'filler.level', address: 'input-register:4' },
  statusOf('BadTimeout', 'No answer'),
  1_000,
);

describe('messages', () => {
  it('carry all values by name and the samples in order', () => {
    assert.deepEqual(readingMessage([speed, level]), {
      payload: { 'filler.speed': 300, 'filler.level': null },
      samples: [speed, level],
    });
  });

  it('carry the value of a single tag alone, with its name as topic', () => {
    assert.deepEqual(readingMessage([speed]), { payload: 300, topic: 'filler.speed', sample: speed });
  });

  it('take any name for a name', () => {
    const odd = measured({ name: '__proto__', address: 'coil:0' }, true, 0);
    const { payload } = readingMessage([speed, odd]);
    assert.deepEqual(Object.keys(payload as object), ['filler.speed', '__proto__']);
  });

  it('say a gap without any value', () => {
    const gap = { from: 1, to: 2, reason: 'No answer' };
    assert.deepEqual(gapMessage(gap), { payload: null, gap });
  });
});
