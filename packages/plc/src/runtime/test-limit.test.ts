import assert from 'node:assert/strict';
import { connectionErrors } from '@millwright/plc';
import { defineErrors } from '@millwright/schema';
import { ManualClock } from '@millwright/tags';
import { TestLimit } from './test-limit.ts';

const { testTooOften } = defineErrors('any', connectionErrors);

describe('tests of connections', () => {
  const clock = new ManualClock();
  let limit: TestLimit;

  beforeEach(() => {
    limit = new TestLimit(clock, testTooOften);
  });

  it('are run one at a time', async () => {
    let end = (): void => {};
    const first = limit.run(() => new Promise<void>((resolve) => (end = resolve)));
    await assert.rejects(
      limit.run(async () => {}),
      testTooOften.is,
    );
    end();
    await first;
    assert.equal(await limit.run(async () => 7), 7);
  });

  it('are run ten times a minute at most, also those that fail', async () => {
    for (let turn = 0; turn < 10; turn += 1)
      await assert.rejects(
        limit.run(() => Promise.reject(new Error('no'))),
        /no/,
      );
    await clock.advance(20_000);
    await assert.rejects(
      limit.run(async () => {}),
      /Try again in 40 s/,
    );
    await clock.advance(40_000);
    await limit.run(async () => {});
  });
});
