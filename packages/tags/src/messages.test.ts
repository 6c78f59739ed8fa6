import assert from 'node:assert/strict';
import { gapMessage, readingMessages, writeMessage } from './messages.ts';
import { measured, missing } from './sample.ts';
import { statusOf } from './status.ts';

const speed = measured({ name: 'filler.speed', address: 'input-register:2' }, 300, 1_000);
const level = missing(
  { name: 'filler.level', address: 'input-register:4' },
  statusOf('BadTimeout', 'No answer'),
  1_000,
);

const batch = { each: false, hold: false };

describe('messages', () => {
  it('carry all values by name and the samples in order', () => {
    assert.deepEqual(readingMessages([speed, level], batch), [
      { payload: { 'filler.speed': 300, 'filler.level': null }, samples: [speed, level] },
    ]);
  });

  it('keep their shape though only one tag has something to tell, and are none where none has', () => {
    assert.deepEqual(readingMessages([speed], batch), [
      { payload: { 'filler.speed': 300 }, samples: [speed] },
    ]);
    assert.deepEqual(readingMessages([], batch), []);
  });

  it('carry one value each, with its name as topic, where that is asked for', () => {
    assert.deepEqual(readingMessages([speed, level], { each: true, hold: false }), [
      { payload: 300, topic: 'filler.speed', sample: speed },
      { payload: null, topic: 'filler.level', sample: level },
    ]);
  });

  it('hold the last good value in the payload where that is asked for, never in the sample', () => {
    const point = { name: 'filler.level', address: 'input-register:4' };
    const lost = missing(point, statusOf('BadTimeout', 'No answer'), 2_000, { value: false, ts: 1_000 });
    const [message] = readingMessages([lost, speed], { each: false, hold: true });
    assert.deepEqual(message?.payload, { 'filler.level': false, 'filler.speed': 300 });
    const [alone] = readingMessages([lost], { each: true, hold: true });
    assert.equal(alone?.payload, false);
    assert.equal(lost.value, null);
    assert.equal(lost.quality, 'bad');
  });

  it('take any name for a name', () => {
    const odd = measured({ name: '__proto__', address: 'coil:0' }, true, 0);
    const [message] = readingMessages([speed, odd], batch);
    assert.deepEqual(Object.keys(message?.payload as object), ['filler.speed', '__proto__']);
  });

  it('carry what became of a write as it was asked for', () => {
    const done = {
      tag: 'filler.speed_sp',
      written: 300,
      value: 300,
      quality: 'good',
      outcome: 'done',
    } as const;
    assert.deepEqual(writeMessage([done]), { payload: [done] });
  });

  it('say a gap without any value', () => {
    const gap = { from: 1, to: 2, reason: 'No answer' };
    assert.deepEqual(gapMessage(gap), { payload: null, gap });
  });
});
