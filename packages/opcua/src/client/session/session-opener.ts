import { createHash } from 'node:crypto';
import type { Clock } from '@millwright/tags';
import { opcuaErrors, statusNameOf } from '../../errors.ts';
import { Channel } from '../channel/channel.ts';
import type { ApplicationCertificate } from '../channel/security.ts';
import { chooseEndpoint, isDeprecated } from '../endpoints/choose.ts';
import { discoverEndpoints } from '../endpoints/discover.ts';
import type { Endpoint, TokenPolicy } from '../endpoints/endpoint.ts';
import {
  addressOfEndpoint,
  hostOf,
  parseServerAddress,
  type ServerAddress,
  urlOf,
} from '../endpoints/server-address.ts';
import type { SessionFacts } from '../session-link.ts';
import { activateSession } from './activate.ts';
import { firstCertificate } from './certificate-chain.ts';
import { type CreatedSession, createSession } from './create.ts';
import { chooseToken, protectionOf } from './identity-token.ts';
import { leave } from './leave.ts';
import type { Notices } from './notices.ts';
import { readServerFacts, type ServerState } from './server-facts.ts';
import { Session } from './session.ts';
import { type SessionOptions, sessionDefaults } from './session-options.ts';

/** A session that a server may still have, and where. */
interface KnownSession extends CreatedSession {
  readonly endpoint: Endpoint;
  readonly tokenPolicy: TokenPolicy;
  /** `Clock.elapsed()` until which the server keeps it. */
  readonly until: () => number;
}

/** Nobody was there to say anything of a session. */
const unreached = [
  opcuaErrors.connectionRefused,
  opcuaErrors.hostUnknown,
  opcuaErrors.hostUnreachable,
  opcuaErrors.connectFailed,
];

/** Where a session is to be, and with what. */
interface Way {
  readonly endpoint: Endpoint;
  readonly endpointUrl: string;
  readonly certificate?: ApplicationCertificate;
}

export interface SessionOpenerParts {
  readonly clock: Clock;
  readonly notices: Notices;
  /** Told how the server fares, each time that it says so. */
  readonly onState: (state: ServerState) => void;
}

/**
 * Opens sessions with one server, one after the other. When a link is lost, the next one takes the session up again as
 * long as the server keeps it: its subscriptions live on.
 * @see OPC 10000-4, section 6.7 Re-establishing connections
 */
export class SessionOpener {
  readonly #options: SessionOptions & typeof sessionDefaults;
  readonly #clock: Clock;
  readonly #address: ServerAddress;
  readonly #notices: Notices;
  readonly #onState: (state: ServerState) => void;
  #known: KnownSession | undefined;
  /** The known one, once it could not be taken up and the server did not say why. */
  #doubted: KnownSession | undefined;

  /** @throws `opcua.bad-url` */
  constructor(options: SessionOptions, { clock, notices, onState }: SessionOpenerParts) {
    this.#options = { ...sessionDefaults, ...options } as SessionOptions & typeof sessionDefaults;
    this.#clock = clock;
    this.#onState = onState;
    this.#address = parseServerAddress(options.url);
    this.#notices = notices;
  }

  /** What the server offers just now. @throws as `discoverEndpoints` */
  endpoints(signal: AbortSignal): Promise<readonly Endpoint[]> {
    return discoverEndpoints(this.#address, this.#options, signal);
  }

  /**
   * Opens a session. Nothing is left open where it fails.
   * @throws what opening a channel throws, `opcua.no-endpoint`, what the check of the certificate throws, or what the
   *   server answers
   */
  async open(signal: AbortSignal): Promise<Session> {
    return (await this.#resume(signal)) ?? (await this.#begin(signal));
  }

  /** Undefined where there is none to take up, or the server does not have it any more. */
  async #resume(signal: AbortSignal): Promise<Session | undefined> {
    const known = this.#known;
    if (!known) return undefined;
    if (this.#clock.elapsed() >= known.until()) {
      this.#known = undefined;
      return undefined;
    }
    const isLastTime = this.#doubted === known;
    // Only a server that is there is asked for the last time: a line that is cut says nothing of the session.
    if (isLastTime) await this.endpoints(signal);
    try {
      return await this.#takeUp(known, signal);
    } catch (error) {
      if (signal.aborted || unreached.some((each) => each.is(error))) throw error;
      // Many servers close the connection, or keep silent, on a session, a channel or a certificate that they do not know any more.
      if (statusNameOf(error) === undefined && !isLastTime) {
        this.#doubted = known;
        throw error;
      }
      // It is another server now, or has forgotten the session: what it offers is asked anew.
      this.#known = undefined;
      return undefined;
    }
  }

  /** @throws why that is not possible; with a status, where the server, or the check of its certificate, says no */
  async #takeUp(known: KnownSession, signal: AbortSignal): Promise<Session> {
    // Whoever was trusted when the session was made need not be any more.
    await this.#check(known.endpoint, known.tokenPolicy);
    const way = await this.#wayTo(known.endpoint);
    const channel = await this.#openChannel(way, signal);
    return this.#within(channel, signal, async () => {
      const nonce = await this.#activate(channel, way, known);
      return this.#active(channel, way, { ...known, proof: { ...known.proof, nonce } }, true);
    });
  }

  async #begin(signal: AbortSignal): Promise<Session> {
    const { security = {}, identity = { kind: 'anonymous' }, allowClearPassword = false } = this.#options;
    const offered = await this.endpoints(signal);
    const endpoint = chooseEndpoint(offered, security);
    const tokenPolicy = chooseToken(endpoint, identity, allowClearPassword);
    this.#tellOtherHost(endpoint);
    this.#tellDeprecated(endpoint);
    await this.#check(endpoint, tokenPolicy);
    const way = await this.#wayTo(endpoint);
    const channel = await this.#openChannel(way, signal);
    const { applicationUri, applicationName, sessionName, sessionTimeout, timeout } = this.#options;
    const names = { applicationUri, applicationName, sessionName };
    const creating = createSession(channel, { ...names, ...way, offered, sessionTimeout }, timeout);
    const farewell = () => leave(channel, creating, this.#clock);
    const work = async (): Promise<Session> => {
      const created = await creating;
      const known = { ...created, endpoint, tokenPolicy, until: () => 0 };
      const nonce = await this.#activate(channel, way, known);
      this.#tellPassword(endpoint, tokenPolicy);
      return this.#active(channel, way, { ...known, proof: { ...known.proof, nonce } }, false);
    };
    return this.#within(channel, signal, work, farewell);
  }

  /**
   * Does something with a channel, which is closed where that fails or the signal says so.
   * @param farewell what the server is told before. It resolves soon, and never fails
   */
  async #within<T>(
    channel: Channel,
    signal: AbortSignal,
    work: () => Promise<T>,
    farewell: () => Promise<void> = () => Promise.resolve(),
  ): Promise<T> {
    let leaving: Promise<void> | undefined;
    const leaveOnce = (): Promise<void> => {
      leaving ??= farewell();
      return leaving;
    };
    const abort = (): void => void leaveOnce().then(() => channel.fail(signal.reason));
    signal.addEventListener('abort', abort);
    try {
      signal.throwIfAborted();
      const done = await work();
      signal.throwIfAborted();
      return done;
    } catch (error) {
      await leaveOnce();
      await channel.close();
      throw error;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  async #wayTo(endpoint: Endpoint): Promise<Way> {
    const { certificate } = this.#options;
    const endpointUrl = urlOf(addressOfEndpoint(this.#address, endpoint.url));
    if (endpoint.mode === 'None') return { endpoint, endpointUrl };
    if (!certificate) throw opcuaErrors.noCertificate();
    return { endpoint, endpointUrl, certificate: await certificate() };
  }

  #openChannel({ endpoint, endpointUrl, certificate }: Way, signal: AbortSignal): Promise<Channel> {
    const { connectTimeout, tokenLifetime, messageLimits } = this.#options;
    const { host, port } = this.#address;
    const { serverCertificate, mode, policy = 'None' } = endpoint;
    return Channel.open(
      {
        host,
        port,
        endpointUrl,
        connectTimeout,
        clock: this.#clock,
        policy,
        mode,
        ...(mode !== 'None' &&
          serverCertificate && { serverCertificate: firstCertificate(serverCertificate) }),
        ...(certificate && { certificate }),
        ...(tokenLifetime !== undefined && { tokenLifetime }),
        ...(messageLimits && { messageLimits }),
      },
      signal,
    );
  }

  /** A certificate that is used for anything has to be trusted for it. */
  async #check(endpoint: Endpoint, tokenPolicy: TokenPolicy): Promise<void> {
    const { checkCertificate } = this.#options;
    const { serverCertificate: der } = endpoint;
    const isForPassword = tokenPolicy.kind === 'user-name' && protectionOf(tokenPolicy, endpoint) !== 'None';
    const purpose = endpoint.mode === 'None' ? (isForPassword ? 'password' : undefined) : 'channel';
    if (!purpose) return;
    if (!der || !checkCertificate)
      throw opcuaErrors.serverNotProved({ reason: 'there is nothing to check its certificate against' });
    await checkCertificate(der, { purpose, address: this.#address, endpoint });
  }

  #activate(channel: Channel, { certificate }: Way, known: KnownSession): Promise<Uint8Array> {
    const { identity = { kind: 'anonymous' }, localeIds, timeout } = this.#options;
    const { authenticationToken, endpoint, tokenPolicy, proof } = known;
    return activateSession(
      channel,
      {
        authenticationToken,
        endpoint,
        tokenPolicy,
        identity,
        proof,
        ...(certificate && { certificate }),
        ...(localeIds && { localeIds }),
      },
      timeout,
    );
  }

  async #active(channel: Channel, way: Way, known: KnownSession, resumed: boolean): Promise<Session> {
    const { timeout, keepAlive } = this.#options;
    const { authenticationToken, sessionId, sessionTimeout, endpoint } = known;
    const server = await readServerFacts((request) => {
      Object.assign(request.requestHeader, { authenticationToken });
      return channel.send(request, { timeout });
    });
    let heard = this.#clock.elapsed();
    const kept: KnownSession = { ...known, until: () => heard + sessionTimeout };
    this.#known = kept;
    const certificate = endpoint.mode === 'None' ? undefined : endpoint.serverCertificate;
    const facts: SessionFacts = {
      endpointUrl: way.endpointUrl,
      securityPolicy: endpoint.policy ?? 'None',
      securityMode: endpoint.mode,
      sessionId,
      sessionTimeout,
      ...(certificate && { serverCertificate: fingerprintOf(certificate) }),
      ...server,
      resumed,
    };
    return new Session({
      channel,
      facts,
      authenticationToken,
      timeout,
      keepAlive,
      clock: this.#clock,
      onState: (state) => {
        heard = this.#clock.elapsed();
        this.#onState(state);
      },
      onOver: () => {
        if (this.#known === kept) this.#known = undefined;
      },
    });
  }

  #tellOtherHost({ url }: Endpoint): void {
    const { host } = this.#address;
    const named = hostOf(url);
    if (named === undefined || named.toLowerCase() === host.toLowerCase()) return;
    const message = `The server calls itself ${named}. It is reached as ${host} all the same, as the connection says`;
    this.#notices.tell({ code: 'other-host', message });
  }

  #tellDeprecated(endpoint: Endpoint): void {
    if (!isDeprecated(endpoint)) return;
    const message = `${endpoint.policy} was withdrawn, since it can be broken. It is used, as the connection says`;
    this.#notices.tell({ code: 'deprecated-policy', message });
  }

  #tellPassword(endpoint: Endpoint, tokenPolicy: TokenPolicy): void {
    if (tokenPolicy.kind !== 'user-name' || endpoint.mode === 'SignAndEncrypt') return;
    const isClear = protectionOf(tokenPolicy, endpoint) === 'None';
    this.#notices.tell(
      isClear
        ? { code: 'password-in-clear', message: 'The password goes over the network unencrypted, as allowed' }
        : {
            code: 'password-on-open-channel',
            message:
              'The channel is not encrypted: only the password is, and everybody on the network can read the values',
          },
    );
  }
}

function fingerprintOf(certificate: Uint8Array): string {
  return createHash('sha256').update(firstCertificate(certificate)).digest('hex');
}
