import type { Clock } from '@millwright/tags';
import { CloseSessionRequest } from 'node-opcua-types';
import type { Channel } from '../channel/channel.ts';
import type { CreatedSession } from './create.ts';

/** Milliseconds that a session which came to nothing may take to be closed. */
const leaveTimeout = 500;

/**
 * Closes a session that is being made and that nobody wants any more: a server keeps it else until its time is over, and has only so many.
 * Resolves soon, whatever the server does.
 */
export async function leave(
  channel: Channel,
  creating: Promise<CreatedSession>,
  clock: Clock,
): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const cancel = clock.after(leaveTimeout, resolve);
  const closed = creating
    .then(async ({ authenticationToken }) => {
      const request = new CloseSessionRequest({ deleteSubscriptions: true });
      Object.assign(request.requestHeader, { authenticationToken });
      await channel.send(request, { timeout: leaveTimeout });
    })
    // Why nobody wants it any more has been told; a session that was never made, or cannot be closed, ends by itself.
    .catch(() => {});
  await Promise.race([closed, late]);
  cancel();
}
