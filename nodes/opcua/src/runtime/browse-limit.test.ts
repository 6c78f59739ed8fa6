import assert from 'node:assert/strict';
import { ManualClock } from '@millwright/tags';
import { BrowseLimit } from './browse-limit.ts';

describe('limit of what dialogs ask servers', () => {
  it('lets eight at once, and 300 a minute', async () => {
    const clock = new ManualClock();
    const limit = new BrowseLimit(clock);
    const pending = Promise.withResolvers<void>();
    const first = [1, 2, 3, 4, 5, 6, 7, 8].map(() => limit.run(() => pending.promise));
    await assert.rejects(
      limit.run(async () => {}),
      {
        code: 'opcua-nodes.browse-too-often',
        details: { retryAfter: 1 },
      },
    );
    pending.resolve();
    await Promise.all(first);
    clock.advance(10_000);
    for (let count = 8; count < 300; count += 1) await limit.run(async () => {});
    await assert.rejects(
      limit.run(async () => {}),
      { details: { retryAfter: 50 } },
    );
    clock.advance(50_000);
    assert.equal(await limit.run(async () => 'again'), 'again');
  });

  it('counts what failed as over', async () => {
    const limit = new BrowseLimit(new ManualClock());
    for (let count = 0; count < 9; count += 1)
      await assert.rejects(
        limit.run(() => Promise.reject(new Error('no'))),
        /no/,
      );
  });
});
