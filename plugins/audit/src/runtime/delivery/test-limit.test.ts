import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { TestLimit } from './test-limit.ts';

describe('the limit of tests', () => {
  it('lets ten pass in a minute, and says how long to wait', () => {
    const limit = new TestLimit();
    for (let time = 0; time < 10; time += 1) limit.enter(time * 1_000);
    assert.throws(() => limit.enter(9_500), {
      code: 'audit.tests-too-many',
      status: 429,
      details: { seconds: 51 },
    });
    limit.enter(60_000);
    assert.throws(() => limit.enter(60_500), { details: { seconds: 1 } });
    limit.enter(61_000);
  });
});
