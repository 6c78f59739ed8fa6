import type { Socket } from 'node:net';
import { modbusErrors } from '../errors.ts';
import type { Channel, ChannelListener } from './channel.ts';

/** A connected socket, plain or secure, as a channel. */
export class SocketChannel implements Channel {
  readonly #socket: Socket;
  readonly #gone: Promise<void>;
  #listener: ChannelListener | undefined;
  #cause: Error | undefined;
  #isPaused = false;

  /**
   * @param lost the error for a failure of the socket, or for its end where there is no failure, and whether anything had
   *   come by then; undefined where it means no more than that the socket is lost
   */
  constructor(
    socket: Socket,
    lost: (error: Error | undefined, isHeard: boolean) => Error | undefined = () => undefined,
  ) {
    this.#socket = socket;
    this.#gone = new Promise((resolve) => {
      if (socket.closed) resolve();
      else socket.once('close', () => resolve());
    });
    let isHeard = false;
    socket.on('data', (chunk) => {
      isHeard = true;
      this.#listener?.bytes(chunk);
      // Who asks and does not read would make answers pile up here.
      if (socket.writableNeedDrain) socket.pause();
    });
    socket.on('drain', () => {
      if (!this.#isPaused) socket.resume();
    });
    socket.on('error', (error) =>
      this.#end(
        lost(error, isHeard) ?? modbusErrors.connectionLost({ reason: describe(error) }, { cause: error }),
      ),
    );
    // A server that has said its last word will not answer any more, whether or not it still reads.
    const closed = (): void =>
      this.#end(lost(undefined, isHeard) ?? modbusErrors.connectionLost({ reason: 'the PLC closed it' }));
    socket.on('end', closed);
    socket.on('close', closed);
  }

  follow(listener: ChannelListener): void {
    this.#listener = listener;
    if (this.#cause) listener.end(this.#cause);
  }

  write(bytes: Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(bytes);
  }

  pause(): void {
    this.#isPaused = true;
    this.#socket.pause();
  }

  resume(): void {
    this.#isPaused = false;
    if (!this.#socket.writableNeedDrain) this.#socket.resume();
  }

  async close(): Promise<void> {
    this.#cause ??= modbusErrors.closed();
    this.#socket.destroy();
    await this.#gone;
  }

  #end(cause: Error): void {
    if (this.#cause) return;
    this.#cause = cause;
    this.#socket.destroy();
    this.#listener?.end(cause);
  }
}

function describe(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  return code === 'ECONNRESET'
    ? 'the PLC reset it'
    : code === 'ETIMEDOUT'
      ? 'the PLC is gone'
      : code || error.message;
}
