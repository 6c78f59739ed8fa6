import type { Duplex } from 'node:stream';
import { type Clock, timeLimit } from '@millwright/tags';
import { type Called, s7Errors } from '../errors.ts';
import { disconnectMeaning } from '../refusal.ts';
import { type ConnectRequest, encodeConnect, encodeData, MessageJoiner, readTpdu } from '../wire/cotp.ts';
import { PacketReader } from '../wire/tpkt.ts';
import { SocketChannel } from './socket-channel.ts';

export interface TransportListener {
  /** A whole message, a view of what arrived. */
  message(bytes: Uint8Array): void;
  /** The transport has ended without having been closed. */
  end(cause: Error): void;
}

/** Messages over a TCP connection: ISO transport class 0. @see RFC 1006, RFC 905 */
export class IsoTransport {
  readonly #channel: SocketChannel;
  readonly #called: Called;
  readonly #reader = new PacketReader();
  readonly #joiner = new MessageJoiner();
  #connecting: PromiseWithResolvers<void> | undefined;
  #asked = Number.POSITIVE_INFINITY;
  #size = Number.POSITIVE_INFINITY;
  #isOpen = false;
  #ended: Error | undefined;
  #listener: TransportListener | undefined;

  /** @param called what errors say of the other end */
  constructor(socket: Duplex, called: Called) {
    this.#called = called;
    this.#channel = new SocketChannel(socket, {
      bytes: (chunk) => this.#receive(chunk),
      end: (cause) => this.#end(this.#isOpen ? cause : unexplained(cause)),
    });
  }

  get bytesIn(): number {
    return this.#channel.bytesIn;
  }

  get bytesOut(): number {
    return this.#channel.bytesOut;
  }

  /**
   * Asks for the connection. Called once.
   * @param timeout milliseconds
   * @throws `s7.connect-refused`, `.timeout`, `.connection-lost`, `.bad-frame`, or the signal's reason
   */
  async connect(
    request: ConnectRequest,
    { timeout, clock, signal }: { timeout: number; clock: Clock; signal: AbortSignal },
  ): Promise<void> {
    signal.throwIfAborted();
    if (this.#ended) throw this.#ended;
    const connecting = Promise.withResolvers<void>();
    this.#connecting = connecting;
    const stopTimer = timeLimit(clock, timeout, () => this.#end(s7Errors.timeout({ milliseconds: timeout })));
    const abort = (): void => connecting.reject(signal.reason);
    signal.addEventListener('abort', abort);
    this.#asked = 2 ** request.size;
    this.#channel.write(encodeConnect(request));
    try {
      await connecting.promise;
    } finally {
      stopTimer();
      signal.removeEventListener('abort', abort);
      this.#connecting = undefined;
    }
  }

  /** Says from now on what comes, and once why it ended; at once, if it already has. */
  follow(listener: TransportListener): void {
    this.#listener = listener;
    if (this.#ended) listener.end(this.#ended);
  }

  /** Sends a message, in as many pieces as the PLC wants. */
  send(message: Uint8Array): void {
    this.#channel.write(encodeData(message, this.#size));
  }

  /** Resolves when nothing of it is left. Calling twice is safe. */
  close(): Promise<void> {
    this.#listener = undefined;
    this.#ended ??= s7Errors.closed();
    return this.#channel.close();
  }

  #receive(chunk: Uint8Array): void {
    if (this.#ended) return;
    const broken = this.#reader.push(chunk, (tpdu) => this.#take(tpdu));
    if (broken !== undefined) this.#end(s7Errors.badFrame({ reason: broken }));
  }

  #take(bytes: Uint8Array): void {
    if (this.#ended) return;
    const tpdu = readTpdu(bytes);
    switch (tpdu.kind) {
      case 'broken':
        this.#end(s7Errors.badFrame({ reason: tpdu.reason }));
        break;
      case 'disconnect': {
        const { reason } = tpdu;
        const meaning = disconnectMeaning(reason);
        this.#end(s7Errors.connectRefused({ ...this.#called, reason, meaning, wasOpen: this.#isOpen }));
        break;
      }
      case 'confirm':
        this.#confirm(tpdu.size);
        break;
      case 'data':
        this.#data(tpdu.data, tpdu.isLast);
        break;
    }
  }

  #confirm(size: number | undefined): void {
    if (this.#isOpen || !this.#connecting) {
      this.#end(s7Errors.badFrame({ reason: 'a confirmation of a connection that nobody asked for' }));
      return;
    }
    this.#isOpen = true;
    // Where the PLC says nothing there is no limit; more than was asked for it must not say.
    if (size !== undefined) this.#size = Math.min(size, this.#asked);
    this.#connecting.resolve();
  }

  #data(data: Uint8Array, isLast: boolean): void {
    if (!this.#isOpen) {
      this.#end(s7Errors.badFrame({ reason: 'data before the connection was confirmed' }));
      return;
    }
    const message = this.#joiner.take(data, isLast);
    if (message === 'too-long')
      this.#end(s7Errors.badFrame({ reason: 'pieces that never become a message' }));
    else if (message) this.#listener?.message(message);
  }

  #end(cause: Error): void {
    if (this.#ended) return;
    this.#ended = cause;
    this.#connecting?.reject(cause);
    void this.#channel.close();
    this.#listener?.end(cause);
  }
}

/** Some PLCs end the connection where others say that they refuse it. */
function unexplained(cause: Error): Error {
  const reason =
    `${reasonOf(cause)} before it confirmed anything, as one does where the TSAP, rack or slot is wrong or no connection ` +
    'resource is free';
  return s7Errors.connectionLost({ reason }, { cause });
}

function reasonOf(cause: Error): string {
  return s7Errors.connectionLost.is(cause)
    ? (cause.details as { readonly reason: string }).reason
    : cause.message;
}
