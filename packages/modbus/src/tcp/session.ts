import type { Socket } from 'node:net';
import type { Link } from '@millwright/tags';
import { modbusErrors } from '../errors.ts';
import { connectTcp, type TcpAddress } from './connect.ts';
import { encodeFrame, type Frame, FrameReader } from './mbap.ts';

export interface SessionOptions extends TcpAddress {
  /** Milliseconds that an answer may take, from the moment its request is sent. */
  readonly timeout: number;
  /** Milliseconds that connecting may take. */
  readonly connectTimeout: number;
  /**
   * How many requests may be on their way at once. More than one gains little and breaks many PLCs and gateways;
   * the implementation guide calls it NumberMaxOfClientTransaction. @see MODBUS Messaging on TCP/IP V1.0b, section 4.4.1.2
   */
  readonly depth?: number;
  /** How many requests may wait for their turn. One more is refused. */
  readonly queueLimit?: number;
}

interface Request {
  readonly unit: number;
  readonly pdu: Uint8Array;
  readonly resolve: (pdu: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
  timer: NodeJS.Timeout | undefined;
}

const transactionCount = 65_536;

/**
 * One open TCP connection to a Modbus server. Requests take turns; each one settles: with the answer that carries its
 * transaction identifier and unit, by its time limit, by its signal, or with the connection.
 *
 * @see MODBUS Messaging on TCP/IP V1.0b, section 4.4.1
 */
export class TcpSession implements Link {
  readonly #socket: Socket;
  readonly #options: Required<Pick<SessionOptions, 'timeout' | 'depth' | 'queueLimit'>>;
  readonly #reader = new FrameReader(2);
  readonly #waiting: Request[] = [];
  readonly #sent = new Map<number, Request>();
  readonly #gone: Promise<void>;
  #transaction = 0;
  #stray = 0;
  #ended: Error | undefined;
  #onEnd: ((error: unknown) => void) | undefined;

  private constructor(socket: Socket, options: SessionOptions) {
    this.#socket = socket;
    this.#options = {
      timeout: options.timeout,
      depth: options.depth ?? 1,
      queueLimit: options.queueLimit ?? 256,
    };
    this.#gone = new Promise((resolve) => {
      socket.once('close', () => resolve());
    });
    const lost = (reason: string, cause?: Error) =>
      this.#end(modbusErrors.connectionLost({ reason }, cause && { cause }));
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', (error) => lost(describe(error), error));
    // A server that has said its last word will not answer any more, whether or not it still reads.
    socket.on('end', () => lost('the PLC closed it'));
    socket.on('close', () => lost('the PLC closed it'));
  }

  /** @throws what {@link connectTcp} throws */
  static async open(options: SessionOptions, signal: AbortSignal): Promise<TcpSession> {
    return new TcpSession(await connectTcp(options, options.connectTimeout, signal), options);
  }

  /** Answers that belonged to no request that was still waiting: late ones, duplicates, wrong transaction identifiers. */
  get strayAnswers(): number {
    return this.#stray;
  }

  /**
   * Sends a PDU to a unit and resolves with the PDU that answers it.
   * After an abort the answer is still awaited before the next request goes out, so that the PLC never has more to do
   * than the depth allows.
   * @throws `modbus.timeout`, `.bad-response` (another unit answered), `.bad-frame`, `.connection-lost`, `.queue-full`,
   *   `.closed`, or the signal's reason
   */
  request(unit: number, pdu: Uint8Array, signal?: AbortSignal): Promise<Uint8Array> {
    return new Promise<Uint8Array>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      if (this.#ended) return reject(this.#ended);
      const { queueLimit } = this.#options;
      if (this.#waiting.length >= queueLimit) return reject(modbusErrors.queueFull({ limit: queueLimit }));
      const abort = (): void => {
        const place = this.#waiting.indexOf(request);
        if (place >= 0) this.#waiting.splice(place, 1);
        request.reject(signal?.reason);
      };
      const forget = (): void => signal?.removeEventListener('abort', abort);
      const request: Request = {
        unit,
        pdu,
        timer: undefined,
        resolve: (answer) => {
          forget();
          resolve(answer);
        },
        reject: (error) => {
          forget();
          reject(error);
        },
      };
      signal?.addEventListener('abort', abort);
      this.#waiting.push(request);
      this.#send();
    });
  }

  onEnd(listener: (error: unknown) => void): void {
    if (this.#ended) listener(this.#ended);
    else this.#onEnd = listener;
  }

  async close(): Promise<void> {
    this.#onEnd = undefined;
    this.#end(modbusErrors.closed());
    await this.#gone;
  }

  #send(): void {
    while (this.#sent.size < this.#options.depth) {
      const request = this.#waiting.shift();
      if (!request) return;
      const transaction = this.#nextTransaction();
      const milliseconds = this.#options.timeout;
      request.timer = setTimeout(() => {
        this.#sent.delete(transaction);
        request.reject(modbusErrors.timeout({ milliseconds }));
        this.#send();
      }, milliseconds);
      this.#sent.set(transaction, request);
      this.#socket.write(encodeFrame({ transaction, unit: request.unit, pdu: request.pdu }));
    }
  }

  /** Identifiers count up, so that a late answer finds nobody who still waits under its number. */
  #nextTransaction(): number {
    do this.#transaction = (this.#transaction + 1) % transactionCount;
    while (this.#sent.has(this.#transaction));
    return this.#transaction;
  }

  #receive(chunk: Uint8Array): void {
    const broken = this.#reader.push(chunk, (frame) => this.#answer(frame));
    if (broken !== undefined) this.#end(modbusErrors.badFrame({ reason: broken }));
    else this.#send();
  }

  /** @see MODBUS Messaging on TCP/IP V1.0b, section 4.4.1.3 */
  #answer({ transaction, unit, pdu }: Frame): void {
    const request = this.#sent.get(transaction);
    if (!request) {
      this.#stray += 1;
      return;
    }
    this.#sent.delete(transaction);
    clearTimeout(request.timer);
    if (unit === request.unit) request.resolve(pdu);
    else
      request.reject(modbusErrors.badResponse({ reason: `unit ${unit} answered for unit ${request.unit}` }));
  }

  #end(error: Error): void {
    if (this.#ended) return;
    this.#ended = error;
    this.#socket.destroy();
    const requests = [...this.#sent.values(), ...this.#waiting.splice(0)];
    this.#sent.clear();
    for (const request of requests) {
      clearTimeout(request.timer);
      request.reject(error);
    }
    this.#onEnd?.(error);
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
