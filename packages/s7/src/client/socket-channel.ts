import type { Duplex } from 'node:stream';
import { s7Errors } from '../errors.ts';

export interface ChannelListener {
  bytes(chunk: Uint8Array): void;
  /** The socket has ended without having been closed. */
  end(cause: Error): void;
}

/** A connected socket: bytes in and out, and one end. */
export class SocketChannel {
  readonly #socket: Duplex;
  readonly #gone: Promise<void>;
  #cause: Error | undefined;
  #isCorked = false;
  #bytesIn = 0;
  #bytesOut = 0;

  constructor(socket: Duplex, listener: ChannelListener) {
    this.#socket = socket;
    this.#gone = new Promise((resolve) => {
      if (socket.closed) resolve();
      else socket.once('close', () => resolve());
    });
    const end = (cause: Error): void => {
      if (this.#cause) return;
      this.#cause = cause;
      socket.destroy();
      listener.end(cause);
    };
    socket.on('data', (chunk) => {
      if (this.#cause) return;
      this.#bytesIn += chunk.length;
      listener.bytes(chunk);
    });
    socket.on('error', (error) =>
      end(s7Errors.connectionLost({ reason: describe(error) }, { cause: error })),
    );
    // A PLC that has said its last word will not answer any more, whether or not it still reads.
    const closed = (): void => end(s7Errors.connectionLost({ reason: 'the PLC closed it' }));
    socket.on('end', closed);
    socket.on('close', closed);
  }

  get bytesIn(): number {
    return this.#bytesIn;
  }

  get bytesOut(): number {
    return this.#bytesOut;
  }

  /** Hands bytes to the socket. All of one turn of the event loop leave in one piece. */
  write(bytes: Uint8Array): void {
    const socket = this.#socket;
    if (!socket.writable) return;
    if (!this.#isCorked) {
      this.#isCorked = true;
      socket.cork();
      process.nextTick(() => {
        this.#isCorked = false;
        socket.uncork();
      });
    }
    this.#bytesOut += bytes.length;
    socket.write(bytes);
  }

  /** Resolves when nothing of it is left. Calling twice is safe. */
  async close(): Promise<void> {
    this.#cause ??= s7Errors.closed();
    this.#socket.destroy();
    await this.#gone;
  }
}

function describe(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ECONNRESET') return 'the PLC reset it';
  return code === 'ETIMEDOUT' ? 'the PLC is gone' : code || error.message;
}
