import type { Health } from './desired.ts';

/** How late the event loop may be where nobody says otherwise, in milliseconds. */
export const usualEventLoopMilliseconds = 200;

/**
 * What is watched: of what the release says and what its hub asks for, the stricter. Who has only the hub's key cannot have
 * less looked at than was signed.
 */
export function strictest(signed: Health, asked: Health | undefined): Health {
  if (!asked) return signed;
  const { eventLoopMilliseconds: most = usualEventLoopMilliseconds } = signed;
  const { eventLoopMilliseconds: less = most } = asked;
  const node = signed.node ?? asked.node;
  return {
    windowSeconds: Math.max(signed.windowSeconds, asked.windowSeconds),
    eventLoopMilliseconds: Math.min(most, less),
    // Where nobody says anything they are looked at.
    connections: signed.connections !== false || asked.connections === true,
    ...(node !== undefined && { node }),
  };
}
