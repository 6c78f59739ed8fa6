import type { Clock } from '@millwright/tags';
import { modbusErrors } from '../errors.ts';
import { checkRequest, Exchange } from '../exchange.ts';
import type { Channel } from '../roads/channel.ts';
import type { Session, Traffic } from '../session.ts';
import { encodeFrame, type Frame, FrameReader } from './frame.ts';

export interface MbapOptions {
  /** Milliseconds that an answer may take, from the moment its request is sent. */
  readonly timeout: number;
  /**
   * How many requests may be on their way at once. More than one gains little and breaks many PLCs and gateways;
   * the implementation guide calls it NumberMaxOfClientTransaction. @see MODBUS Messaging on TCP/IP V1.0b, section 4.4.1.2
   */
  readonly depth: number;
  /** Whether each chunk is a message of its own, as with UDP: a broken one spoils nothing but itself. */
  readonly datagrams: boolean;
  readonly clock: Clock;
}

interface Sent {
  readonly exchange: Exchange;
  readonly cancelTimer: () => void;
}

const transactionCount = 65_536;

/**
 * Requests and answers under the header that Modbus puts before a PDU on TCP, TLS and UDP: each answer says by its
 * transaction identifier whose it is, so a late one harms nobody.
 *
 * @see MODBUS Messaging on TCP/IP V1.0b, section 4.4.1
 */
export class MbapSession implements Session {
  readonly #channel: Channel;
  readonly #options: MbapOptions;
  readonly #sent = new Map<number, Sent>();
  #reader = new FrameReader(2);
  #transaction = 0;
  #bytesIn = 0;
  #bytesOut = 0;
  #strayAnswers = 0;
  #ended: Error | undefined;
  #onEnd: ((error: unknown) => void) | undefined;

  constructor(channel: Channel, options: MbapOptions) {
    this.#channel = channel;
    this.#options = options;
    channel.follow({ bytes: (chunk) => this.#receive(chunk), end: (error) => this.#end(error) });
  }

  get busy(): number {
    return this.#sent.size;
  }

  get traffic(): Traffic {
    return { bytesIn: this.#bytesIn, bytesOut: this.#bytesOut, strayAnswers: this.#strayAnswers };
  }

  async request(
    unit: number,
    pdu: Uint8Array,
    signal: AbortSignal,
    onSent?: () => void,
  ): Promise<Uint8Array> {
    if (signal.aborted) throw signal.reason;
    if (this.#ended) throw this.#ended;
    const { clock, depth, timeout } = this.#options;
    if (this.#sent.size >= depth) throw modbusErrors.queueFull({ limit: depth });
    checkRequest(unit, pdu);
    // After an abort the place stays taken until the answer comes: the PLC never has more to do than the depth allows.
    const exchange = new Exchange(unit, pdu, signal, onSent, () => {});
    const transaction = this.#nextTransaction();
    const cancelTimer = clock.after(timeout, () => {
      this.#sent.delete(transaction);
      exchange.reject(modbusErrors.timeout({ milliseconds: timeout }));
    });
    this.#sent.set(transaction, { exchange, cancelTimer });
    const bytes = encodeFrame({ transaction, unit, pdu });
    this.#bytesOut += bytes.length;
    this.#channel.write(bytes);
    exchange.sent();
    return exchange.answer;
  }

  onEnd(listener: (error: unknown) => void): void {
    if (this.#ended) listener(this.#ended);
    else this.#onEnd = listener;
  }

  async close(): Promise<void> {
    this.#onEnd = undefined;
    this.#end(modbusErrors.closed());
    await this.#channel.close();
  }

  /** Identifiers count up, so that a late answer finds nobody who still waits under its number. */
  #nextTransaction(): number {
    do this.#transaction = (this.#transaction + 1) % transactionCount;
    while (this.#sent.has(this.#transaction));
    return this.#transaction;
  }

  #receive(chunk: Uint8Array): void {
    if (this.#ended) return;
    this.#bytesIn += chunk.length;
    if (this.#options.datagrams) {
      this.#reader = new FrameReader(2);
      let frames = 0;
      const broken = this.#reader.push(chunk, (frame) => {
        frames += 1;
        this.#answer(frame);
      });
      if (broken !== undefined || frames === 0) this.#strayAnswers += 1;
      return;
    }
    const broken = this.#reader.push(chunk, (frame) => this.#answer(frame));
    if (broken !== undefined) this.#end(modbusErrors.badFrame({ reason: broken }));
  }

  /** @see MODBUS Messaging on TCP/IP V1.0b, section 4.4.1.3 */
  #answer({ transaction, unit, pdu }: Frame): void {
    const sent = this.#sent.get(transaction);
    if (!sent) {
      this.#strayAnswers += 1;
      return;
    }
    const { exchange, cancelTimer } = sent;
    this.#sent.delete(transaction);
    cancelTimer();
    // A copy: the chunk that it is a view of may be large.
    if (unit === exchange.unit) exchange.resolve(Uint8Array.from(pdu));
    else
      exchange.reject(
        modbusErrors.badResponse({ reason: `unit ${unit} answered for unit ${exchange.unit}` }),
      );
  }

  #end(error: Error): void {
    if (this.#ended) return;
    this.#ended = error;
    for (const { exchange, cancelTimer } of this.#sent.values()) {
      cancelTimer();
      exchange.reject(error);
    }
    this.#sent.clear();
    void this.#channel.close();
    this.#onEnd?.(error);
  }
}
