import type { Socket } from 'node:net';

/**
 * Resets a connection, so that the other end is told so at once. One that is just being ended is closed instead: it can be
 * reset no more, and Node.js, asked for it, would leave its descriptor open for as long as the process lives.
 */
export function resetSocket(socket: Socket): void {
  if (socket.writableEnded && !socket.writableFinished) socket.destroy();
  else socket.resetAndDestroy();
}
