import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dispose, UpgradeHandler } from '../host.ts';
import type { NodeRed } from '../red.ts';

/**
 * Takes upgrades of one path below the admin root. Node-RED leaves those of other paths than its own alone, and so does
 * this: an upgrade that nobody takes waits for its client to give up.
 *
 * @param path below the root, with a slash at its beginning
 */
export function onUpgrade(
  { server, settings }: Pick<NodeRed, 'server' | 'settings'>,
  path: string,
  handler: UpgradeHandler,
  fault: (error: unknown) => void,
): Dispose {
  const whole = rootOf(settings['httpAdminRoot']) + path;
  const take = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    try {
      await handler(request, socket, head);
    } catch (error) {
      fault(error);
      socket.destroy();
    }
  };
  const listener = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (pathOf(request.url) === whole) void take(request, socket, head);
  };
  server?.on('upgrade', listener);
  return () => void server?.off('upgrade', listener);
}

const pathOf = (url = ''): string => url.split('?', 1)[0] ?? '';

/** Node-RED takes the root with a slash at its ends or without. */
function rootOf(root: unknown): string {
  const plain = typeof root === 'string' ? root.replace(/^\/+|\/+$/g, '') : '';
  return plain === '' ? '' : `/${plain}`;
}
