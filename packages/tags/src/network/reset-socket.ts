/** As much of a socket of Node.js as resetting one takes. */
interface ResettableSocket {
  readonly writableEnded: boolean;
  readonly writableFinished: boolean;
  destroy(): unknown;
  resetAndDestroy(): unknown;
}

/**
 * Resets a connection, so that the other end is told so at once. One that is just being ended is closed instead: it can be
 * reset no more, and Node.js, asked for it, would leave its descriptor open for as long as the process lives.
 */
export function resetSocket(socket: ResettableSocket): void {
  if (socket.writableEnded && !socket.writableFinished) socket.destroy();
  else socket.resetAndDestroy();
}
