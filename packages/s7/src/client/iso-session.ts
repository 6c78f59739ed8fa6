import type { Clock } from '@millwright/tags';
import { s7Errors } from '../errors.ts';
import { meaningOf, refusalError } from '../refusal.ts';
import { joined, nothing } from '../wire/bytes.ts';
import { longestMessage } from '../wire/cotp.ts';
import { type Message, readMessage } from '../wire/message.ts';
import { encodeRead, readAnswers } from '../wire/read.ts';
import { type Agreement, encodeSetup, readSetup, setupFunction } from '../wire/setup.ts';
import { encodeNextPart, encodeUserData, readUserData, type UserDataRequest } from '../wire/user-data.ts';
import { encodeWrite, readConfirmations } from '../wire/write.ts';
import type { Question } from './exchange.ts';
import { Exchanges } from './exchanges.ts';
import type { IsoTransport } from './iso-transport.ts';
import type {
  Item,
  ItemAnswer,
  ItemConfirmation,
  PasswordOutcome,
  Session,
  SessionLimits,
  Traffic,
  UserData,
  WriteItem,
} from './session.ts';

export interface IsoSessionOptions {
  /** Milliseconds that an answer may take, from the moment its request is sent. */
  readonly timeout: number;
  readonly clock: Clock;
}

/** The header of a message. */
const requestHeader = 10;

/** S7 over ISO on TCP. {@link setUp} comes first. */
export class IsoSession implements Session {
  password?: PasswordOutcome;
  readonly #transport: IsoTransport;
  readonly #exchanges: Exchanges;
  #limits: SessionLimits = { pdu: Number.POSITIVE_INFINITY, jobs: 1 };
  #ended: Error | undefined;
  #onEnd: ((error: unknown) => void) | undefined;

  constructor(transport: IsoTransport, { timeout, clock }: IsoSessionOptions) {
    this.#transport = transport;
    this.#exchanges = new Exchanges({
      timeout,
      clock,
      send: (message) => transport.send(message),
      onSilence: (error) => this.#end(error),
    });
    transport.follow({
      message: (bytes) => this.#receive(bytes),
      end: (cause) => this.#end(cause),
    });
  }

  get limits(): SessionLimits {
    return this.#limits;
  }

  get traffic(): Traffic {
    const { bytesIn, bytesOut } = this.#transport;
    return { bytesIn, bytesOut, stray: this.#exchanges.stray };
  }

  /**
   * Agrees with the PLC on sizes.
   * @throws `s7.setup-refused`, `.bad-agreement`, `.bad-answer`, `.timeout`, `.connection-lost`, or the signal's reason
   */
  async setUp(asked: Agreement, signal: AbortSignal): Promise<void> {
    const { error, parameter } = await this.#ask(
      { kind: 'job', parameter: encodeSetup(asked), data: nothing },
      signal,
    );
    if (error !== 0) throw s7Errors.setupRefused({ error, meaning: meaningOf(error) });
    if (parameter[0] !== setupFunction)
      throw s7Errors.badAnswer({ reason: 'it is not one to the question for sizes' });
    this.#limits = readSetup(parameter, asked);
    this.#exchanges.limit = this.#limits.jobs;
  }

  async read(items: readonly Item[], signal: AbortSignal): Promise<readonly ItemAnswer[]> {
    const parameter = encodeRead(items);
    const message = await this.#ask({ kind: 'job', parameter, data: nothing }, signal);
    return readAnswers(items, accepted(message, true));
  }

  async write(
    items: readonly WriteItem[],
    signal: AbortSignal,
    onSent?: () => void,
  ): Promise<readonly ItemConfirmation[]> {
    const message = await this.#ask({ kind: 'job', ...encodeWrite(items) }, signal, onSent);
    return readConfirmations(items, accepted(message, true));
  }

  async ask(asked: UserData, signal: AbortSignal): Promise<Uint8Array> {
    const question = (request: UserDataRequest): Promise<Message> =>
      this.#ask({ kind: 'user-data', ...request }, signal);
    const parts: Uint8Array[] = [];
    let length = 0;
    for (let request = encodeUserData(asked); ; ) {
      const part = readUserData(asked, accepted(await question(request), false));
      parts.push(part.data);
      if (part.isLast) return joined(parts);
      length += part.data.length;
      if (part.data.length === 0 || length > longestMessage)
        throw s7Errors.badAnswer({ reason: `it has no end: ${length} bytes in ${parts.length} parts` });
      request = encodeNextPart(asked, part);
    }
  }

  async command(parameter: Uint8Array, signal: AbortSignal, onSent?: () => void): Promise<Uint8Array> {
    const question = { kind: 'job', parameter, data: nothing, mayBeAcknowledged: true } as const;
    const answer = accepted(await this.#ask(question, signal, onSent), false).parameter;
    if (answer.length > 0 && answer[0] !== parameter[0])
      throw s7Errors.badAnswer({ reason: `function ${answer[0]} where ${parameter[0]} was asked for` });
    return answer;
  }

  onEnd(listener: (error: unknown) => void): void {
    if (this.#ended) listener(this.#ended);
    else this.#onEnd = listener;
  }

  async close(): Promise<void> {
    this.#onEnd = undefined;
    this.#end(s7Errors.closed());
    await this.#transport.close();
  }

  async #ask(question: Question, signal: AbortSignal, onSent?: () => void): Promise<Message> {
    signal.throwIfAborted();
    if (this.#ended) throw this.#ended;
    const length = requestHeader + question.parameter.length + question.data.length;
    const { pdu } = this.#limits;
    if (length > pdu)
      throw s7Errors.badRequest({ reason: `a message of ${length} bytes where the PLC takes ${pdu}` });
    return this.#exchanges.ask(question, signal, onSent);
  }

  #receive(bytes: Uint8Array): void {
    const message = readMessage(bytes);
    if (typeof message === 'string') this.#end(s7Errors.badFrame({ reason: message }));
    else this.#exchanges.take(message);
  }

  #end(error: Error): void {
    if (this.#ended) return;
    this.#ended = error;
    this.#exchanges.fail(error);
    void this.#transport.close();
    this.#onEnd?.(error);
  }
}

/** @param isAccess whether it read or wrote data. @throws why the PLC refused the request as a whole */
function accepted(message: Message, isAccess: boolean): Message {
  if (message.error !== 0) throw refusalError(message.error, isAccess);
  return message;
}
