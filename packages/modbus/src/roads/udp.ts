import { createSocket, type Socket } from 'node:dgram';
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isCodedError } from '@millwright/schema';
import type { NetworkPlace } from '@millwright/tags';
import { modbusErrors } from '../errors.ts';
import type { Channel, ChannelListener } from './channel.ts';
import { connectError } from './connect.ts';

export interface UdpPlace extends NetworkPlace {
  /** Milliseconds that finding its address may take. */
  readonly connectTimeout: number;
}

/** One server over UDP. The system lets nothing through that comes from another address or port. */
export class UdpChannel implements Channel {
  readonly #socket: Socket;
  readonly #place: NetworkPlace;
  readonly #gone: Promise<void>;
  #listener: ChannelListener | undefined;
  #cause: Error | undefined;

  private constructor(socket: Socket, place: NetworkPlace) {
    this.#socket = socket;
    this.#place = place;
    this.#gone = new Promise((resolve) => {
      socket.once('close', () => resolve());
    });
    socket.on('message', (message) => this.#listener?.bytes(message));
    socket.on('error', (error) => this.#end(connectError(error, place)));
  }

  /**
   * Resolves when the first request may go out.
   * @param resolve finds the address of a host
   * @throws `modbus.host-unknown`, `.connect-timeout`, `.connect-failed`, or the signal's reason
   */
  static async open(
    place: UdpPlace,
    signal: AbortSignal,
    resolve: (host: string) => Promise<LookupAddress> = lookup,
  ): Promise<UdpChannel> {
    signal.throwIfAborted();
    try {
      const { address, family } = await inTime(resolve(place.host), place, signal);
      const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
      await new Promise<void>((connected, reject) => {
        const fail = (error: Error): void => {
          socket.close();
          reject(error);
        };
        socket.once('error', fail);
        socket.connect(place.port, address, () => {
          socket.off('error', fail);
          connected();
        });
      });
      return new UdpChannel(socket, place);
    } catch (error) {
      signal.throwIfAborted();
      throw isCodedError(error) ? error : connectError(error, place);
    }
  }

  follow(listener: ChannelListener): void {
    this.#listener = listener;
    if (this.#cause) listener.end(this.#cause);
  }

  write(bytes: Uint8Array): void {
    if (this.#cause) return;
    this.#socket.send(bytes, (error) => {
      if (error) this.#end(connectError(error, this.#place));
    });
  }

  async close(): Promise<void> {
    if (!this.#cause) {
      this.#cause = modbusErrors.closed();
      this.#socket.close();
    }
    await this.#gone;
  }

  #end(cause: Error): void {
    if (this.#cause) return;
    this.#cause = cause;
    this.#socket.close();
    this.#listener?.end(cause);
  }
}

/** What is asked of a name server cannot be taken back: whoever gives up hears no more of it. */
async function inTime<T>(work: Promise<T>, place: UdpPlace, signal: AbortSignal): Promise<T> {
  const { host, port, connectTimeout: milliseconds } = place;
  const over = new AbortController();
  const givenUp = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { signal: over.signal });
    const timer = setTimeout(
      () => reject(modbusErrors.connectTimeout({ host, port, milliseconds })),
      milliseconds,
    );
    over.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  try {
    return await Promise.race([work, givenUp]);
  } finally {
    over.abort();
  }
}
