import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { auditErrors } from '../../common/errors.ts';
import { within } from './deadline.ts';

const never = () => new Promise<never>(() => {});

describe('waiting for something that can be called off', () => {
  it('leaves nothing behind with what calls it off, however it ended', async () => {
    const { signal } = new AbortController();
    assert.equal(await within(1_000, 'there', signal, async () => 7), 7);
    await assert.rejects(within(1, 'there', signal, never), auditErrors.receiverSilent.is);
    await assert.rejects(
      within(1_000, 'there', signal, async () => assert.fail('no way there')),
      /no way there/,
    );
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
  });

  it('ends with the reason for which it was called off, before or while it waits', async () => {
    const stop = new AbortController();
    const reason = auditErrors.receiverSilent({ receiver: 'other', seconds: 1 });
    const waiting = within(1_000, 'there', stop.signal, async (signal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      assert.equal(signal.reason, reason);
    });
    stop.abort(reason);
    await assert.rejects(waiting, reason);
    await assert.rejects(
      within(1_000, 'there', stop.signal, () => assert.fail('asked')),
      reason,
    );
  });
});
