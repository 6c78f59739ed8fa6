import type { Clock } from '@millwright/tags';
import type { NodeId } from 'node-opcua-nodeid';
import { CallRequest, CloseSessionRequest } from 'node-opcua-types';
import { opcuaErrors, statusNameOf } from '../../errors.ts';
import type { Channel, Traffic } from '../channel/channel.ts';
import type {
  PerformOptions,
  ServiceRequest,
  ServiceResponse,
  SessionFacts,
  SessionLink,
} from '../session-link.ts';
import { KeepAlive } from './keep-alive.ts';
import { readServerState, type ServerState } from './server-facts.ts';

export interface SessionParts {
  readonly channel: Channel;
  readonly facts: SessionFacts;
  readonly authenticationToken: NodeId;
  readonly timeout: number;
  readonly keepAlive: number;
  readonly clock: Clock;
  readonly onState: (state: ServerState) => void;
  /** The session is given back, or the server has none of it: it is not to be resumed. */
  readonly onOver: () => void;
}

/** Milliseconds from one keep-alive to the next at least, whatever a server grants. */
const shortestInterval = 50;

/** Milliseconds that giving a session back may take. */
const closeTimeout = 1_500;

/** Answers that say that there is no such session. */
const goneStatuses: ReadonlySet<string | undefined> = new Set([
  'BadSessionIdInvalid',
  'BadSessionClosed',
  'BadSessionNotActivated',
]);

/** Answers that say that the server does not know the channel any more; it may know the session all the same. */
const channelGone: ReadonlySet<string | undefined> = new Set([
  'BadSecureChannelIdInvalid',
  'BadSecureChannelClosed',
  'BadSecureChannelTokenUnknown',
  'BadTcpSecureChannelUnknown',
]);

/** Whether an error says that the session it was sent in is gone: nothing was done. */
export function isSessionGone(error: unknown): boolean {
  return goneStatuses.has(statusNameOf(error));
}

/** An active session. */
export class Session implements SessionLink {
  readonly facts: SessionFacts;
  readonly #parts: SessionParts;
  readonly #namespaces: string[];
  readonly #keepAlive: KeepAlive;
  #calls = 0;
  #isClosing = false;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#namespaces = [...parts.facts.namespaces];
    this.facts = { ...parts.facts, namespaces: this.#namespaces };
    const { channel, clock } = parts;
    this.#keepAlive = new KeepAlive({
      clock,
      // Two thirds, so that one that is lost or late does not cost the session.
      interval: Math.max(Math.min(parts.keepAlive, (this.facts.sessionTimeout * 2) / 3), shortestInterval),
      ask: (timeout) => readServerState((request) => this.#send(request, timeout)),
      isBusy: () => this.#calls > 0,
      onState: (state) => this.#hear(state),
      onSilence: (error) => channel.fail(error),
    });
    channel.onEnd(() => this.#keepAlive.stop());
    this.#keepAlive.start();
  }

  get traffic(): Traffic {
    return this.#parts.channel.traffic;
  }

  addNamespaces(namespaces: readonly string[]): void {
    this.#namespaces.push(...namespaces.slice(this.#namespaces.length));
  }

  onEnd(listener: (error: unknown) => void): void {
    this.#parts.channel.onEnd(listener);
  }

  async perform<Response extends ServiceResponse>(
    request: ServiceRequest,
    { timeout = this.#parts.timeout, signal }: PerformOptions = {},
  ): Promise<Response> {
    signal?.throwIfAborted();
    const isCall = request instanceof CallRequest;
    if (isCall) this.#calls += 1;
    const answer = this.#send(request, timeout).finally(() => {
      if (isCall) this.#calls -= 1;
    });
    // The services ask for what they know to be the answer to their request.
    return (await (signal ? unlessAborted(answer, signal) : answer)) as Response;
  }

  /** Gives the session back with its subscriptions, where that is still possible. */
  async close(): Promise<void> {
    const { channel, onOver } = this.#parts;
    this.#keepAlive.stop();
    if (!this.#isClosing && !channel.isEnded) {
      this.#isClosing = true;
      onOver();
      // It was wanted to be over, and is: a server that does not hear of it ends the session when its time is over.
      await this.#send(new CloseSessionRequest({ deleteSubscriptions: true }), closeTimeout).catch(() => {});
    }
    await channel.close();
  }

  async #send(request: ServiceRequest, timeout: number): Promise<ServiceResponse> {
    const { channel, authenticationToken, onOver } = this.#parts;
    Object.assign(request.requestHeader, { authenticationToken, timestamp: new Date() });
    try {
      return await channel.send(request, { timeout });
    } catch (error) {
      if (isSessionGone(error) && !this.#isClosing) {
        onOver();
        channel.fail(error);
      } else if (channelGone.has(statusNameOf(error))) channel.fail(error);
      throw error;
    }
  }

  #hear(state: ServerState): void {
    const { channel, clock, onState } = this.#parts;
    onState(state);
    if (state.state !== 'Shutdown') return;
    const { returns, secondsTillShutdown = 0 } = state;
    const till = returns ?? (secondsTillShutdown > 0 ? clock.now() + secondsTillShutdown * 1_000 : undefined);
    channel.fail(
      opcuaErrors.serverShutdown({ state: state.state, ...(till !== undefined && { returns: till }) }),
    );
  }
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
