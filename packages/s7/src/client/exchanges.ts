import { type Clock, timeLimit } from '@millwright/tags';
import { s7Errors } from '../errors.ts';
import { encodeMessage, type Message, messageKind } from '../wire/message.ts';
import { isUserDataAnswer } from '../wire/user-data.ts';
import { Exchange, type Question } from './exchange.ts';

interface Sent {
  readonly exchange: Exchange;
  readonly stopTimer: () => void;
}

export interface ExchangesOptions {
  /** Milliseconds that an answer may take, from the moment its request is sent. */
  readonly timeout: number;
  readonly clock: Clock;
  readonly send: (message: Uint8Array) => void;
  /** Nothing has come for too long: the other end is gone, though TCP has not noticed. */
  readonly onSilence: (error: Error) => void;
}

const referenceCount = 65_536;

/**
 * So many time limits in a row, each of a request that was sent after the one before was over, with nothing heard between:
 * then the connection is half-open.
 */
const mostSilences = 3;

/** Questions of one session: as many under way as the PLC agreed to, the others in their order behind them. */
export class Exchanges {
  /** How many may be under way at once. */
  limit = 1;
  readonly #options: ExchangesOptions;
  readonly #sent = new Map<number, Sent>();
  #waiting: Exchange[] = [];
  #reference = 0;
  #count = 0;
  #stray = 0;
  #silences = 0;
  /** Requests up to this number do not make one more silence. */
  #silentUntil = 0;

  constructor(options: ExchangesOptions) {
    this.#options = options;
  }

  /** Messages that belonged to no question. */
  get stray(): number {
    return this.#stray;
  }

  ask(question: Question, signal: AbortSignal, onSent?: () => void): Promise<Message> {
    const exchange = new Exchange(question, signal, onSent);
    this.#waiting.push(exchange);
    this.#sendWaiting();
    return exchange.answer;
  }

  /** Hands a message to whoever asked for it. */
  take(message: Message): void {
    this.#silences = 0;
    const sent = this.#sent.get(message.reference);
    if (!sent || !answers(message, sent.exchange.question)) {
      this.#stray += 1;
      return;
    }
    this.#sent.delete(message.reference);
    sent.stopTimer();
    sent.exchange.resolve(message);
    this.#sendWaiting();
  }

  /** Settles all of them. Called once, at the end. */
  fail(error: Error): void {
    const open = [...this.#sent.values()];
    const waiting = this.#waiting;
    this.#sent.clear();
    this.#waiting = [];
    for (const { exchange, stopTimer } of open) {
      stopTimer();
      exchange.reject(error);
    }
    for (const exchange of waiting) exchange.reject(error);
  }

  #sendWaiting(): void {
    while (this.#sent.size < this.limit) {
      const exchange = this.#waiting.shift();
      if (!exchange) return;
      if (!exchange.isSettled) this.#send(exchange);
    }
  }

  #send(exchange: Exchange): void {
    const { timeout, clock, send } = this.#options;
    const reference = this.#nextReference();
    const { kind, parameter, data } = exchange.question;
    this.#count += 1;
    const number = this.#count;
    // After an abort the place stays taken until the answer comes: the PLC never has more to do than it agreed to.
    const stopTimer = timeLimit(clock, timeout, () => {
      this.#sent.delete(reference);
      exchange.reject(s7Errors.timeout({ milliseconds: timeout }));
      this.#noteSilence(number);
      this.#sendWaiting();
    });
    this.#sent.set(reference, { exchange, stopTimer });
    send(encodeMessage(kind === 'job' ? messageKind.job : messageKind.userData, reference, parameter, data));
    exchange.sent();
  }

  /** References count up, so that a late answer finds nobody who still waits under its number. 0 is what pushes have. */
  #nextReference(): number {
    do this.#reference = (this.#reference + 1) % referenceCount;
    while (this.#reference === 0 || this.#sent.has(this.#reference));
    return this.#reference;
  }

  /** Requests that were under way together are silent together: that is one silence. */
  #noteSilence(number: number): void {
    if (number <= this.#silentUntil) return;
    this.#silentUntil = this.#count;
    this.#silences += 1;
    if (this.#silences < mostSilences) return;
    const reason = `${mostSilences} times in a row nothing came within ${this.#options.timeout} ms`;
    this.#options.onSilence(s7Errors.connectionLost({ reason }));
  }
}

/** Whether a message is an answer to a question that went out under its reference. */
function answers(message: Message, { kind, mayBeAcknowledged = false }: Question): boolean {
  switch (message.kind) {
    case messageKind.answer:
      return kind === 'job' || message.error !== 0;
    case messageKind.acknowledge:
      return message.error !== 0 || mayBeAcknowledged;
    case messageKind.userData:
      return kind === 'user-data' && isUserDataAnswer(message);
    default:
      return false;
  }
}
