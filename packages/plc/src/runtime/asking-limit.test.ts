import assert from 'node:assert/strict';
import { connectionErrors } from '@millwright/plc';
import { defineErrors } from '@millwright/schema';
import { ManualClock } from '@millwright/tags';
import { AskingLimit } from './asking-limit.ts';

const { testTooOften } = defineErrors('any', connectionErrors);
const nothing = async (): Promise<void> => {};

describe('what dialogs ask PLCs', () => {
  const clock = new ManualClock();
  let limit: AskingLimit;

  beforeEach(() => {
    limit = new AskingLimit({ clock, mostAtOnce: 3, mostAMinute: 10, tooOften: testTooOften });
  });

  it('is asked so many times at once', async () => {
    const pending = Promise.withResolvers<void>();
    const first = [1, 2, 3].map(() => limit.run(() => pending.promise));
    await assert.rejects(limit.run(nothing), { code: testTooOften.code, details: { retryAfter: 1 } });
    pending.resolve();
    await Promise.all(first);
    assert.equal(await limit.run(async () => 7), 7);
  });

  it('is asked so many times a minute, also where it fails', async () => {
    for (let turn = 0; turn < 10; turn += 1)
      await assert.rejects(
        limit.run(() => Promise.reject(new Error('no'))),
        /no/,
      );
    clock.advance(20_000);
    await assert.rejects(limit.run(nothing), { code: testTooOften.code, details: { retryAfter: 40 } });
    clock.advance(40_000);
    await limit.run(nothing);
  });

  it('says how long the minute lasts where both are too many', async () => {
    const pending = Promise.withResolvers<void>();
    for (let turn = 0; turn < 7; turn += 1) await limit.run(nothing);
    const last = [8, 9, 10].map(() => limit.run(() => pending.promise));
    await assert.rejects(limit.run(nothing), { details: { retryAfter: 60 } });
    pending.resolve();
    await Promise.all(last);
  });
});
