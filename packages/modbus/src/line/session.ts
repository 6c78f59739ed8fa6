import { type Hold, tagErrors, timeLimit } from '@millwright/tags';
import { ChannelSession } from '../channel-session.ts';
import { modbusErrors } from '../errors.ts';
import { Exchange } from '../exchange.ts';
import { largestPdu } from '../pdu/checks.ts';
import type { Channel } from '../roads/channel.ts';
import { echoProbe } from './echo.ts';
import { dueLength, fit } from './fit.ts';
import {
  type AnswerReader,
  type Arrival,
  type Echo,
  type LineFraming,
  mayLookAlike,
  smallestMessage,
} from './framing.ts';
import type { LineMemory } from './memory.ts';
import type { LineOptions } from './options.ts';

/** What may be said to all units at once: whatever nobody needs to answer. */
const broadcasts = new Set([5, 6, 15, 16, 21, 22]);

/**
 * A line on which nothing but what stands in an answer says to which request it belongs: RTU and ASCII, serial or in a
 * stream. One request at a time. After a request without a right answer the line must have been silent for as long as
 * an answer may take before the next one goes out, so that a late answer finds nobody who could take it for his.
 */
export class LineSession extends ChannelSession {
  readonly #framing: LineFraming;
  readonly #options: LineOptions;
  readonly #memory: LineMemory;
  readonly #echo: Echo = { heard: undefined };
  #exchange: Exchange | undefined;
  /** Asked before the request goes out, where another one went before it. */
  #hold: Hold | undefined;
  #reader: AnswerReader | undefined;
  /** The request whose time is up, while its answer may still come. */
  #late: { readonly exchange: Exchange; readonly reader: AnswerReader } | undefined;
  /** An answer that counts if no second one comes. */
  #held: Uint8Array | undefined;
  #sentAt = 0;
  /** Bytes since the last request that belong to none. */
  #unasked = 0;
  /** Chunks taken for answers. */
  #heard = 0;
  #cancelTimer: () => void = () => {};
  #cancelSilence: () => void = () => {};

  constructor(channel: Channel, framing: LineFraming, options: LineOptions) {
    super(channel, 1);
    this.#framing = framing;
    this.#options = options;
    this.#memory = options.memory;
    this.follow();
  }

  override get busy(): number {
    return this.#exchange ? 1 : 0;
  }

  override get rest(): number {
    return Math.max(0, this.#memory.readyAt - this.#now);
  }

  override request(
    unit: number,
    pdu: Uint8Array,
    signal: AbortSignal,
    onSent?: () => void,
    hold?: Hold,
  ): Promise<Uint8Array> {
    if (this.#echo.heard !== undefined || unit === 0 || !mayLookAlike(pdu))
      return super.request(unit, pdu, signal, onSent);
    const { pause } = this.#options;
    const ask = (): Promise<Uint8Array> => {
      this.#memory.readyAt = Math.max(this.#memory.readyAt, this.#now + pause);
      return super.request(unit, pdu, signal, onSent, hold);
    };
    hold?.hold();
    // Whatever comes of it, an echo would be heard beside it.
    return super.request(unit, echoProbe(pdu), signal).then(ask, (failure: unknown) =>
      ask().catch((error: unknown) => {
        // Of one that was taken back, all that went over the line is this.
        throw tagErrors.notSent.is(error) ? failure : error;
      }),
    );
  }

  protected override begin(
    unit: number,
    pdu: Uint8Array,
    signal: AbortSignal,
    onSent: (() => void) | undefined,
    hold: Hold | undefined,
  ): Promise<Uint8Array> {
    if (unit === 0 && !broadcasts.has(pdu[0] ?? 0))
      throw modbusErrors.badRequest({ reason: 'unit 0 is a broadcast, and nobody answers one' });
    const exchange = new Exchange(unit, pdu, signal, onSent, (given) => {
      // What is on its way keeps the line: its answer would be taken for that to the next one.
      if (given === this.#exchange && !given.isSent) this.#free();
    });
    this.#exchange = exchange;
    this.#hold = hold;
    this.#sendWhenFree();
    return exchange.answer;
  }

  get #now(): number {
    return this.#options.clock.elapsed();
  }

  #sendWhenFree(): void {
    const { clock, nextTurn = setImmediate } = this.#options;
    const exchange = this.#exchange;
    // A busy process may be told late of what has arrived: it is to hear that first.
    const look = (): void =>
      nextTurn(() => {
        if (exchange !== this.#exchange) return;
        if (this.rest > 0) this.#sendWhenFree();
        else this.#send();
      });
    const wait = this.rest;
    if (wait > 0) this.#cancelTimer = clock.after(wait, look);
    else look();
  }

  #send(): void {
    const exchange = this.#exchange;
    if (!exchange) return;
    const { clock, timeout, turnaround, wireTime, nextTurn } = this.#options;
    const { unit, pdu } = exchange;
    try {
      this.#hold?.release();
    } catch (error) {
      exchange.reject(error);
      this.#free();
      return;
    }
    const sent = this.#framing.encode({ unit, pdu });
    this.#late = undefined;
    this.#unasked = 0;
    this.#reader = this.#framing.answerReader({ unit, pdu, sent }, this.#echo);
    this.#sentAt = this.#now;
    const leaving = wireTime(sent.length);
    this.#cancelTimer =
      unit === 0
        ? clock.after(leaving + turnaround, () => this.#broadcast())
        : timeLimit(
            clock,
            leaving + wireTime(this.#framing.size(dueLength(pdu) ?? largestPdu)) + timeout,
            () => this.#timeOut(),
            nextTurn,
          );
    this.write(sent);
    exchange.sent();
  }

  /** Its own echo is no answer to a broadcast, and no reason to wait; whatever else came nobody asked for. */
  #broadcast(): void {
    const beside = this.#reader?.received ?? 0;
    this.#exchange?.resolve(new Uint8Array(0));
    this.#free();
    if (beside < smallestMessage) return;
    this.strayAnswers += 1;
    this.#quarantine();
  }

  #timeOut(): void {
    const { timeout } = this.#options;
    const [exchange, reader] = [this.#exchange, this.#reader];
    if (!exchange || !reader) return;
    this.#memory.missed(exchange.unit, exchange.pdu, this.#now, timeout);
    if (reader.received >= smallestMessage)
      this.#fail(
        modbusErrors.badFrame({ reason: `${reader.received} bytes that are no answer to the request` }),
      );
    else if (reader.isEchoed && this.#echo.heard === undefined) this.#fail(modbusErrors.onlyEcho());
    else this.#fail(modbusErrors.timeout({ milliseconds: timeout }));
    this.#late = { exchange, reader };
  }

  protected override receive(chunk: Uint8Array): void {
    if (!this.#exchange?.isSent || !this.#reader) this.#unaskedFor(chunk);
    else if (this.#held) this.#follow(chunk.length);
    else {
      const arrival = this.#reader.push(chunk);
      if (this.#exchange.unit !== 0) this.#take(arrival);
    }
  }

  /** What comes while nothing is on its way. */
  #unaskedFor(chunk: Uint8Array): void {
    const { silence, timeout } = this.#options;
    const before = this.#unasked;
    this.#unasked += chunk.length;
    const isMessage = this.#unasked >= smallestMessage;
    if (isMessage && before < smallestMessage) this.strayAnswers += 1;
    this.#memory.readyAt = Math.max(this.#memory.readyAt, this.#now + (isMessage ? timeout : silence));
    if (this.#late?.reader.push(chunk).kind === 'frame') {
      this.#memory.came(this.#late.exchange.unit, this.#late.exchange.pdu);
      this.#late = undefined;
    }
  }

  /** What comes behind an answer that is held back. */
  #follow(bytes: number): void {
    const exchange = this.#exchange;
    this.#unasked += bytes;
    if (this.#unasked < smallestMessage || !exchange) return;
    this.strayAnswers += 1;
    this.#memory.came(exchange.unit, exchange.pdu);
    this.#fail(modbusErrors.badResponse({ reason: 'two answers came, and one of them is late' }));
  }

  #take(arrival: Arrival): void {
    const { clock, silence, nextTurn = setImmediate } = this.#options;
    this.#heard += 1;
    const [reader, heard] = [this.#reader, this.#heard];
    this.#cancelSilence();
    if (arrival.kind === 'frame') this.#answered(arrival.frame.pdu, arrival.followed);
    else if (arrival.kind === 'broken') this.#fail(modbusErrors.badFrame({ reason: arrival.reason }));
    else {
      this.#cancelSilence = clock.after(silence, () =>
        nextTurn(() => {
          // What has come in the meantime has a silence of its own to wait for.
          if (!reader || reader !== this.#reader || heard !== this.#heard) return;
          const over = reader.silence();
          if (over.kind !== 'nothing') this.#take(over);
        }),
      );
    }
  }

  #answered(pdu: Uint8Array, followed: boolean): void {
    const exchange = this.#exchange;
    if (!exchange) return;
    const { clock, timeout } = this.#options;
    const fits = fit(exchange.pdu, pdu);
    if (fits === 'foreign') {
      this.#fail(modbusErrors.badResponse({ reason: 'it answers another request' }));
      return;
    }
    const doubt = this.#memory.doubt(exchange.unit, exchange.pdu, this.#now, timeout);
    const beside = (this.#reader?.received ?? 0) - this.#framing.size(pdu.length);
    if (doubt > 0 && beside >= smallestMessage) {
      // Besides this one came what may have been the right one.
      this.#follow(smallestMessage);
      return;
    }
    if (followed) this.strayAnswers += 1;
    const isClean = !followed && fits === 'fits';
    if (doubt === 0) {
      this.#memory.took(this.#now - this.#sentAt);
      this.#deliver(pdu, isClean);
      return;
    }
    this.#cancelTimer();
    this.#held = pdu;
    this.#cancelTimer = clock.after(doubt, () => this.#deliver(pdu, isClean));
  }

  #deliver(pdu: Uint8Array, isClean: boolean): void {
    this.#exchange?.resolve(pdu);
    this.#free();
    if (!isClean) this.#quarantine();
  }

  #fail(error: Error): void {
    this.#exchange?.reject(error);
    this.#free();
    this.#quarantine();
  }

  #quarantine(): void {
    this.#memory.readyAt = Math.max(this.#memory.readyAt, this.#now + this.#options.timeout);
  }

  #free(): void {
    this.#cancelTimer();
    this.#cancelSilence();
    this.#exchange = undefined;
    this.#hold = undefined;
    this.#reader = undefined;
    this.#held = undefined;
    this.#unasked = 0;
    this.#memory.readyAt = Math.max(this.#memory.readyAt, this.#now + this.#options.silence);
  }

  protected override settle(error: Error): void {
    const exchange = this.#exchange;
    exchange?.reject(error);
    this.#free();
    if (exchange?.isSent && exchange.unit !== 0) {
      // Its answer may come to whoever has the line next.
      this.#memory.missed(exchange.unit, exchange.pdu, this.#now, this.#options.timeout);
      this.#quarantine();
    }
  }
}
