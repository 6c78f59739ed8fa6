import { deepEqual } from 'node:assert/strict';
import { ManualClock } from '@millwright/tags';
import { serviceError } from '../../errors.ts';
import type { SessionLink } from '../session-link.ts';
import { PublishLimit, PublishLoop } from './publish-loop.ts';

/** A server that refuses each Publish request at once. */
function scene(status: string) {
  const clock = new ManualClock();
  let sent = 0;
  const link = {
    perform: async () => {
      sent += 1;
      // A loop without a pause would never end.
      if (sent > 100) return new Promise(() => {});
      throw serviceError(status);
    },
  } as unknown as SessionLink;
  const loop = new PublishLoop({
    link,
    clock,
    limit: new PublishLimit(1),
    timeout: () => 10_000,
    onResponse: () => {},
    onNoSubscription: () => {},
    onTrouble: () => {},
  });
  const settle = async (): Promise<number> => {
    for (let turn = 0; turn < 1_000; turn += 1) await undefined;
    return sent;
  };
  return { clock, loop, settle };
}

describe('the loop of Publish requests', () => {
  for (const status of ['BadTooManyPublishRequests', 'BadTimeout', 'BadUserAccessDenied']) {
    it(`makes a pause where the server says ${status} to all of them at once`, async () => {
      const { clock, loop, settle } = scene(status);
      loop.want(1);
      deepEqual(await settle(), 1);
      clock.advance(1_000);
      deepEqual(await settle(), 2);
      loop.stop();
      clock.advance(60_000);
      deepEqual(await settle(), 2);
    });
  }
});
