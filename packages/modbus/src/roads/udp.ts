import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { modbusErrors } from '../errors.ts';
import type { Channel, ChannelListener } from './channel.ts';
import { connectError } from './connect.ts';
import type { NetworkPlace } from './road.ts';

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

  /** Resolves when the first request may go out. @throws `modbus.host-unknown`, `.connect-failed`, or the signal's reason */
  static async open(place: NetworkPlace, signal: AbortSignal): Promise<UdpChannel> {
    signal.throwIfAborted();
    try {
      const { address, family } = await lookup(place.host);
      signal.throwIfAborted();
      const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
      await new Promise<void>((resolve, reject) => {
        const fail = (error: Error): void => {
          socket.close();
          reject(error);
        };
        socket.once('error', fail);
        socket.connect(place.port, address, () => {
          socket.off('error', fail);
          resolve();
        });
      });
      return new UdpChannel(socket, place);
    } catch (error) {
      signal.throwIfAborted();
      throw connectError(error, place);
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
