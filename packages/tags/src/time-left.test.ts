import assert from 'node:assert/strict';
import { ManualClock } from './manual-clock.ts';
import { withTimeLeft } from './time-left.ts';

describe('withTimeLeft', () => {
  it('leaves less and less of a deadline, and never less than nothing', () => {
    const clock = new ManualClock();
    const terms = withTimeLeft({ source: 'a', deadline: 100 }, clock);
    clock.advance(30);
    assert.deepEqual(terms(), { source: 'a', deadline: 70 });
    clock.advance(90);
    assert.deepEqual(terms(), { source: 'a', deadline: 0 });
  });

  it('leaves options alone that have none', () => {
    const options: { readonly source: string; readonly deadline?: number } = { source: 'a' };
    assert.equal(withTimeLeft(options, new ManualClock())(), options);
  });
});
