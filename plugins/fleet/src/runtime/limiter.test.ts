import assert from 'node:assert/strict';
import { Limiter } from './limiter.ts';

describe('a limiter', () => {
  let now = 0;
  const limiter = (burst: number, perSecond: number) => new Limiter({ burst, perSecond }, () => now);
  beforeEach(() => {
    now = 1000;
  });

  it('lets each name do so much at once, and then by the second', () => {
    const { take } = { take: limiter(2, 1) };
    assert.deepEqual(
      ['a', 'a', 'a', 'b'].map((name) => take.take(name)),
      [0, 0, 1, 0],
    );
    now += 500;
    assert.equal(take.take('a'), 0.5);
    now += 500;
    assert.deepEqual([take.take('a'), take.take('a')], [0, 1]);
  });

  it('saves up no more than the burst', () => {
    const one = limiter(2, 1);
    one.take('a');
    now += 60_000;
    assert.deepEqual(
      [1, 2, 3].map(() => one.take('a')),
      [0, 0, 1],
    );
  });

  it('counts what is dearer for more', () => {
    const one = limiter(10, 2);
    assert.deepEqual([one.take('a', 10), one.take('a', 10)], [0, 5]);
  });

  it('keeps no more names than that', () => {
    const one = limiter(1, 1);
    one.take('first');
    for (let name = 0; name < 10_000; name++) one.take(`${name}`);
    assert.equal(one.take('first'), 0);
  });
});
