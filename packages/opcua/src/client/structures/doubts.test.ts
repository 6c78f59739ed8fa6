import assert from 'node:assert/strict';
import { ManualClock } from '@millwright/tags';
import { Doubts } from './doubts.ts';

const minute = 60_000;

describe('what a server could not be asked about', () => {
  it('holds for a minute, then twice as long, and so on up to an hour', () => {
    const clock = new ManualClock();
    const doubts = new Doubts(clock);
    const known = new Map<string, number>();
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      known.set('a', 1).set('b', 2);
      doubts.add(known, 'a');
      clock.advance(minutes * minute - 1);
      doubts.pass();
      assert.deepEqual([known.has('a'), doubts.has(known, 'a')], [true, true], `${minutes} minutes`);
      clock.advance(1);
      doubts.pass();
      assert.deepEqual([known.has('a'), doubts.has(known, 'a')], [false, false], `${minutes} minutes`);
      assert.equal(known.get('b'), 2, 'nobody doubts it');
    }
  });

  it('is of one list only', () => {
    const doubts = new Doubts(new ManualClock());
    const [one, other] = [new Map([['a', 1]]), new Map([['a', 1]])];
    doubts.add(one, 'a');
    assert.deepEqual([doubts.has(one, 'a'), doubts.has(other, 'a')], [true, false]);
  });
});
