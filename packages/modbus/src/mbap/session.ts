import { type Clock, type NextTurn, timeLimit } from '@millwright/tags';
import { ChannelSession } from '../channel-session.ts';
import { modbusErrors } from '../errors.ts';
import { Exchange } from '../exchange.ts';
import type { Channel } from '../roads/channel.ts';
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
  /** Calls back when everything has been handed over that has already arrived. Default: setImmediate. */
  readonly nextTurn?: NextTurn;
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
export class MbapSession extends ChannelSession {
  readonly #options: MbapOptions;
  readonly #sent = new Map<number, Sent>();
  #reader = new FrameReader(2);
  #transaction = 0;

  constructor(channel: Channel, options: MbapOptions) {
    super(channel, options.depth);
    this.#options = options;
    this.follow();
  }

  override get busy(): number {
    return this.#sent.size;
  }

  protected override begin(
    unit: number,
    pdu: Uint8Array,
    signal: AbortSignal,
    onSent: (() => void) | undefined,
  ): Promise<Uint8Array> {
    const { clock, timeout, nextTurn } = this.#options;
    // After an abort the place stays taken until the answer comes: the PLC never has more to do than the depth allows.
    const exchange = new Exchange(unit, pdu, signal, onSent, () => {});
    const transaction = this.#nextTransaction();
    const timeOut = (): void => {
      this.#sent.delete(transaction);
      exchange.reject(modbusErrors.timeout({ milliseconds: timeout }));
    };
    const cancelTimer = timeLimit(clock, timeout, timeOut, nextTurn);
    this.#sent.set(transaction, { exchange, cancelTimer });
    this.write(encodeFrame({ transaction, unit, pdu }));
    exchange.sent();
    return exchange.answer;
  }

  /** Identifiers count up, so that a late answer finds nobody who still waits under its number. */
  #nextTransaction(): number {
    do this.#transaction = (this.#transaction + 1) % transactionCount;
    while (this.#sent.has(this.#transaction));
    return this.#transaction;
  }

  protected override receive(chunk: Uint8Array): void {
    if (this.hasEnded) return;
    if (this.#options.datagrams) {
      this.#reader = new FrameReader(2);
      let frames = 0;
      const broken = this.#reader.push(chunk, (frame) => {
        frames += 1;
        this.#answer(frame);
      });
      if (broken !== undefined || frames === 0) this.strayAnswers += 1;
      return;
    }
    const broken = this.#reader.push(chunk, (frame) => this.#answer(frame));
    if (broken !== undefined) this.end(modbusErrors.badFrame({ reason: broken }));
  }

  /** @see MODBUS Messaging on TCP/IP V1.0b, section 4.4.1.3 */
  #answer({ transaction, unit, pdu }: Frame): void {
    const sent = this.#sent.get(transaction);
    if (!sent) {
      this.strayAnswers += 1;
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

  protected override settle(error: Error): void {
    for (const { exchange, cancelTimer } of this.#sent.values()) {
      cancelTimer();
      exchange.reject(error);
    }
    this.#sent.clear();
    void this.channel.close();
  }
}
