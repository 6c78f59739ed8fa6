import { type Clock, Connection, Diagnostics, systemClock } from '@millwright/tags';
import { opcuaErrors } from '../errors.ts';
import type { Resolver } from './addresses/resolver.ts';
import { SessionResolver } from './addresses/session-resolver.ts';
import type { OpcUaClientOptions, OpcUaClientSnapshot } from './client-options.ts';
import type { Endpoint } from './endpoints/endpoint.ts';
import { isRefusal } from './refusal.ts';
import { ServiceCaller } from './service-caller.ts';
import { Notices } from './session/notices.ts';
import type { ServerState } from './session/server-facts.ts';
import { isSessionGone } from './session/session.ts';
import { SessionOpener } from './session/session-opener.ts';
import { trustBy } from './session/trust.ts';
import type { SessionFacts, SessionLink } from './session-link.ts';

/** What a client is called that shows no certificate. */
const anonymousUri = 'urn:millwright:opcua';

/**
 * An OPC UA client. It keeps its one session alive while somebody needs it; all services speak through its caller.
 *
 * @example
 * const client = new OpcUaClient({ url: 'opc.tcp://plc:4840', certificates: CertificateStore.open({ directory, onWarning }) });
 * const release = client.connection.need();
 * const response = await client.caller.call<ReadResponse>(() => new ReadRequest({ nodesToRead }), { signal, repeatable: true });
 * release();
 */
export class OpcUaClient {
  readonly connection: Connection<SessionLink>;
  readonly caller: ServiceCaller;
  readonly resolver: Resolver;
  readonly diagnostics: Diagnostics;
  readonly clock: Clock;
  readonly #opener: SessionOpener;
  readonly #unfollow: () => void;
  #serverState: ServerState | undefined;

  /** @throws `opcua.bad-url` */
  constructor(options: OpcUaClientOptions) {
    const { clock = systemClock, random = Math.random, policy, onFault = warn } = options;
    const { depth, queueLimit, queuePolicy, certificates, relaxations } = options;
    // What the certificate says counts: servers compare the two.
    const applicationUri = certificates?.applicationUri ?? options.applicationUri ?? anonymousUri;
    this.clock = clock;
    const notices = new Notices(options.onNotice);
    const trust = certificates && trustBy(certificates, relaxations, (notice) => notices.tell(notice));
    this.#opener = new SessionOpener(
      { ...options, ...trust, applicationUri },
      { clock, notices, onState: (state) => this.#hear(state) },
    );
    this.connection = new Connection<SessionLink>({
      open: (signal) => this.#opener.open(signal),
      clock,
      random,
      closedError: () => opcuaErrors.closed(),
      onFault,
      isRefusal,
      retryAfter: (error) => retryAfter(error, clock),
      // Whether the server is there is what keep-alive requests find out: one that only takes long is not cut.
      policy: { unansweredLimit: Number.POSITIVE_INFINITY, ...policy },
    });
    this.diagnostics = new Diagnostics(clock);
    this.caller = new ServiceCaller({
      connection: this.connection,
      clock,
      diagnostics: this.diagnostics,
      ...(depth !== undefined && { depth }),
      ...(queueLimit !== undefined && { queueLimit }),
      ...(queuePolicy !== undefined && { queuePolicy }),
    });
    this.resolver = new SessionResolver(this);
    // Whoever trusts the server now need not wait for the next attempt.
    this.#unfollow = certificates?.onTrustChange(() => this.connection.hurry()) ?? (() => {});
  }

  /** What is known of the session that is open just now. */
  get facts(): SessionFacts | undefined {
    return this.connection.current?.facts;
  }

  /** The namespaces of the session that is open just now, by index. */
  get namespaces(): readonly string[] | undefined {
    return this.facts?.namespaces;
  }

  /** How the server fared when it last said so within the session that is open. */
  get serverState(): ServerState | undefined {
    return this.connection.current ? this.#serverState : undefined;
  }

  /** What the server offers, asked over a connection of its own. @throws why it cannot be asked */
  endpoints(signal: AbortSignal): Promise<readonly Endpoint[]> {
    return this.#opener.endpoints(signal);
  }

  /** What the connection has done so far, as plain JSON. */
  snapshot(): OpcUaClientSnapshot {
    return { ...this.diagnostics.snapshot(), renewals: this.caller.renewals };
  }

  /** Resolves when no connection is open and none will be. Calling twice is safe. */
  close(): Promise<void> {
    this.#unfollow();
    this.caller.close();
    return this.connection.close();
  }

  #hear(state: ServerState): void {
    this.#serverState = state;
    const link = this.connection.current;
    if (link) this.connection.answered(link);
  }
}

/** When a server says itself to come again; a session that it has forgotten is made anew at once. */
function retryAfter(error: unknown, clock: Clock): number | undefined {
  if (isSessionGone(error)) return 0;
  if (!opcuaErrors.serverShutdown.is(error)) return undefined;
  const { returns } = error.details as { readonly returns?: number };
  return returns === undefined ? undefined : Math.min(Math.max(0, returns - clock.now()), longestAbsence);
}

/** A server that says that it is gone for longer than a day is asked all the same. */
const longestAbsence = 24 * 60 * 60 * 1_000;

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}
