import type { Socket } from 'node:net';
import { type Clock, systemClock, timeLimit } from '@millwright/tags';
import {
  ClientSecureChannelLayer,
  type ClientSecureChannelLayerOptions,
  type Request,
  type Response,
} from 'node-opcua-secure-channel';
import type { StatusCode } from 'node-opcua-status-code';
import { OpenSecureChannelResponse } from 'node-opcua-types';
import { opcuaErrors, serviceError, statusNameOf } from '../../errors.ts';
import { refusalOf } from '../refusal-of.ts';
import type { ServiceRequest, ServiceResponse } from '../session-link.ts';
import { nameOfStatus } from '../status-name.ts';
import { keepRaw } from '../values/keep-raw.ts';
import { type ChannelOptions, type MessageLimits, usualMessageLimits } from './channel-options.ts';
import { openTcp } from './connect.ts';
import { errorOfFault, errorOfMessage, errorOfTransport } from './faults.ts';
import { layerOptions } from './layer-options.ts';
import { quieten } from './quiet.ts';
import { SocketTransport } from './socket-transport.ts';

export interface SendOptions {
  /** Milliseconds until the request counts as unanswered. */
  readonly timeout: number;
}

/** What a channel has carried, headers and signatures included. */
export interface Traffic {
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** How often its token was renewed. */
  readonly renewals: number;
}

/** So many requests may be over their time and still unanswered. */
const mostOverdue = 100;

/** Milliseconds for which a token is used at most, however long the server would take it. */
const longestTokenLifetime = 24 * 60 * 60 * 1_000;

/** Milliseconds that closing in good manners may take. */
const closeTimeout = 1_000;

/**
 * One secure channel over one TCP connection. Its token is renewed by itself. Whatever ends it ends every request that
 * is under way, once.
 * @see OPC 10000-6, section 6.7 OPC UA Secure Conversation
 */
export class Channel {
  readonly #layer: ClientSecureChannelLayer;
  readonly #socket: Socket;
  readonly #limits: MessageLimits;
  readonly #clock: Clock;
  readonly #waiting = new Set<(error: unknown) => void>();
  readonly #listeners: ((error: unknown) => void)[] = [];
  readonly #gone: Promise<void>;
  #end: { readonly error: unknown } | undefined;
  #timeoutHint = 0;
  #renewals = 0;
  #overdue = 0;
  #chunksSent = 0;
  #transport: SocketTransport | undefined;
  #watchesMessages = false;
  #isClosing = false;

  private constructor(
    socket: Socket,
    { messageLimits = usualMessageLimits, clock = systemClock }: ChannelOptions,
    layer: ClientSecureChannelLayerOptions,
  ) {
    this.#socket = socket;
    this.#limits = messageLimits;
    this.#clock = clock;
    this.#gone = new Promise((resolve) => socket.once('close', () => resolve()));
    const onFault = (error: Error, status: StatusCode): void => this.#fail(errorOfFault(error, status));
    const create = (): SocketTransport => {
      this.#transport = new SocketTransport(socket, messageLimits, onFault);
      return this.#transport;
    };
    this.#layer = new ClientSecureChannelLayer({ ...layer, transportFactory: { create } });
    this.#layer.on('send_request', (request) => {
      request.requestHeader.timeoutHint = this.#timeoutHint;
      this.#watchMessages();
    });
    this.#layer.on('send_chunk', () => {
      this.#chunksSent += 1;
    });
    this.#layer.on('receive_chunk', (chunk) => {
      const error = errorOfMessage(chunk);
      if (error) this.#fail(error);
    });
    // Heard before the layer sets its clock by it, which takes a time beyond its reach for none at all and renews without a pause.
    this.#layer.on('message', (response: unknown) => {
      if (!(response instanceof OpenSecureChannelResponse)) return;
      const { securityToken: token } = response;
      token.revisedLifetime = Math.min(token.revisedLifetime, longestTokenLifetime);
    });
    this.#layer.on('security_token_renewed', () => {
      this.#renewals += 1;
    });
    this.#layer.on('close', (error) => this.#fail(errorOfTransport(error)));
    socket.once('close', () => this.#fail(errorOfTransport(undefined)));
  }

  /**
   * Opens a connection and a channel over it. Nothing is left open where it fails.
   * @throws what `openTcp` throws, `opcua.bad-message`, `opcua.connection-lost`, what the server answers, or the signal's reason
   */
  static async open(options: ChannelOptions, signal: AbortSignal): Promise<Channel> {
    quieten();
    const { host, port, connectTimeout: milliseconds } = options;
    const layer = layerOptions(options);
    const socket = await openTcp(options, signal);
    const channel = new Channel(socket, options, layer);
    const abort = (): void => channel.#fail(signal.reason);
    signal.addEventListener('abort', abort);
    const stopTimer = timeLimit(channel.#clock, milliseconds, () =>
      channel.#fail(opcuaErrors.connectTimeout({ host, port, milliseconds })),
    );
    try {
      if (signal.aborted) abort();
      await channel.#create(options.endpointUrl);
      return channel;
    } catch (error) {
      channel.#fail(error);
      await channel.#gone;
      throw channel.#end?.error ?? error;
    } finally {
      stopTimer();
      signal.removeEventListener('abort', abort);
    }
  }

  get isEnded(): boolean {
    return this.#end !== undefined;
  }

  get traffic(): Traffic {
    return {
      bytesIn: this.#socket.bytesRead,
      bytesOut: this.#socket.bytesWritten,
      renewals: this.#renewals,
    };
  }

  /** Calls back once, with the cause, when the channel ends without having been closed (at once if it already has). */
  onEnd(listener: (error: unknown) => void): void {
    if (this.#end) listener(this.#end.error);
    else this.#listeners.push(listener);
  }

  /**
   * Sends one request. It always settles: with its answer, its time limit, or the channel. A late answer is nothing to anybody.
   * @throws the error of a status that the server answers with, `opcua.timeout`, what ended the channel, or BadTcpMessageTooLarge as a refusal
   *   of ours where it is larger than the server said that it takes: nothing was sent
   */
  send(request: ServiceRequest, { timeout: milliseconds }: SendOptions): Promise<ServiceResponse> {
    return new Promise((resolve, reject) => {
      if (this.#end) return reject(this.#end.error);
      const settle = (): void => {
        stopTimer();
        this.#waiting.delete(fail);
      };
      const fail = (error: unknown): void => {
        settle();
        reject(error);
      };
      let isOverdue = false;
      const stopTimer = timeLimit(this.#clock, milliseconds, () => {
        isOverdue = true;
        fail(opcuaErrors.timeout({ milliseconds }));
        this.#count(1);
      });
      this.#waiting.add(fail);
      this.#timeoutHint = milliseconds;
      // Its generated types say more of a request than the services here need to know.
      const known = request as unknown as Request;
      const sentBefore = this.#chunksSent;
      this.#layer.performMessageTransaction(known, (error, response) => {
        if (isOverdue) return this.#count(-1);
        const said = error ? (this.#end?.error ?? answerError(error, known)) : badResultOf(response, known);
        // The layer answers by itself, and at once, for what it does not send.
        const isUnsent = this.#chunksSent === sentBefore && statusNameOf(said) === 'BadTcpMessageTooLarge';
        const refusal = isUnsent ? this.#tooLarge() : said;
        if (refusal) return fail(refusal);
        settle();
        resolve(response as ServiceResponse);
      });
    });
  }

  /** Ends it because of something that is wrong with it. */
  fail(error: unknown): void {
    this.#fail(error);
  }

  /** Resolves when nothing of it is left. Calling twice is safe. */
  async close(): Promise<void> {
    if (!this.#end) {
      this.#isClosing = true;
      this.#settleAll(opcuaErrors.closed());
      const closed = new Promise<void>((resolve) => this.#layer.close(() => resolve()));
      const timer = setTimeout(() => this.#socket.destroy(), closeTimeout);
      await Promise.race([closed, this.#gone]);
      clearTimeout(timer);
    }
    this.#dispose();
    await this.#gone;
  }

  #create(endpointUrl: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      this.#layer.create(endpointUrl, (error) => {
        this.#waiting.delete(reject);
        if (error) reject(this.#end?.error ?? answerError(error));
        else resolve();
      });
    });
  }

  /** Messages that cannot be understood end the channel: else whoever waits for them would wait in vain. */
  #watchMessages(): void {
    const builder = this.#watchesMessages ? undefined : this.#layer._getMessageBuilder();
    if (!builder) return;
    this.#watchesMessages = true;
    // Else it has the limits that the server set for our own messages.
    const { maxMessageSize, maxChunkCount } = this.#limits;
    Object.assign(builder, { maxMessageSize, maxChunkCount });
    keepRaw(builder);
    builder.on('error', (error: Error, status: StatusCode) => this.#fail(errorOfFault(error, status)));
    builder.on('invalid_message', () =>
      this.#fail(opcuaErrors.badMessage({ reason: 'an answer cannot be decoded' })),
    );
  }

  #fail(error: unknown): void {
    if (this.#end) return;
    this.#end = { error: this.#isClosing ? opcuaErrors.closed() : error };
    this.#dispose();
    this.#settleAll(this.#end.error);
    if (this.#isClosing) return;
    for (const listener of this.#listeners.splice(0)) listener(error);
  }

  #tooLarge(): unknown {
    const { maxMessageSize = 0, maxChunkCount = 0, sendBufferSize = 0 } = this.#transport ?? {};
    const limits = [
      ...(maxMessageSize > 0 ? [`${maxMessageSize} bytes`] : []),
      ...(maxChunkCount > 0 ? [`${maxChunkCount} chunks of ${sendBufferSize} bytes`] : []),
    ];
    const reason = `the request is larger than the server takes (${limits.join(', ')}). Nothing was sent`;
    return refusalOf('BadTcpMessageTooLarge', reason);
  }

  /** The layer keeps what is not answered in time, for an answer that may still come. */
  #count(overdue: 1 | -1): void {
    this.#overdue += overdue;
    if (this.#overdue <= mostOverdue) return;
    this.#fail(opcuaErrors.connectionLost({ reason: `the server left ${mostOverdue} requests unanswered` }));
  }

  #settleAll(error: unknown): void {
    for (const settle of [...this.#waiting]) settle(error);
  }

  #dispose(): void {
    this.#end ??= { error: opcuaErrors.closed() };
    // Its own timers end with the requests that it still knows.
    this.#layer.cancelPendingTransactions(() => {});
    this.#layer.dispose();
    this.#socket.destroy();
  }
}

/** What the layer says of a request that came to nothing. */
function answerError(error: Error & { readonly response?: Response }, request?: Request): unknown {
  return badResultOf(error.response, request) ?? errorOfTransport(error);
}

/** A bad result, whether it comes alone or on an answer of the service. */
function badResultOf(response: Response | undefined, request?: Request): unknown {
  const { serviceResult, stringTable } = response?.responseHeader ?? {};
  // The top bit says that it is bad. See OPC 10000-4, section 7.39.1
  if (!serviceResult || serviceResult.value >>> 31 === 0) return undefined;
  const said = (stringTable ?? []).filter((text): text is string => !!text).join(', ');
  const service = request?.schema.name.replace(/Request$/, '');
  return serviceError(nameOfStatus(serviceResult.value), {
    ...(service && { service }),
    ...(said && { diagnostics: said }),
  });
}
