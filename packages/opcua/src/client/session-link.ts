import type { Link } from '@millwright/tags';
import type { NodeId } from 'node-opcua-nodeid';
import type { OperationLimits } from './caller.ts';
import type { Traffic } from './channel/channel.ts';
import type { SecurityModeName } from './channel/security.ts';

/** Any request or response of a service set, as node-opcua's generated types have it. */
export interface ServiceRequest {
  readonly requestHeader: object;
}
export interface ServiceResponse {
  readonly responseHeader: object;
}

/** What is known of an active session. It does not change while the session lives, but that namespaces may be added. */
export interface SessionFacts {
  readonly endpointUrl: string;
  /** The last part of the policy's URI: `None`, `Basic256Sha256` … */
  readonly securityPolicy: string;
  readonly securityMode: SecurityModeName;
  readonly sessionId: NodeId;
  /** Milliseconds, as the server revised it. */
  readonly sessionTimeout: number;
  /** SHA-256 of the server's certificate, lower-case hex; undefined where there is none. */
  readonly serverCertificate?: string;
  /** By index; read anew for each session, since a server may number its namespaces anew. */
  readonly namespaces: readonly string[];
  /**
   * Whether it is the session of the link before, on a new channel: its subscriptions live on, and what they kept meanwhile
   * can be asked for again.
   */
  readonly resumed: boolean;
  /** As the server says; 1,000 where it does not. */
  readonly limits: OperationLimits;
}

export interface PerformOptions {
  /** Milliseconds until the request counts as unanswered. Default: the connection's. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/** One active session over one secure channel: what a connection opens. */
export interface SessionLink extends Link {
  readonly facts: SessionFacts;
  readonly traffic: Traffic;
  /** @param namespaces all that the server has now: those that are known already keep their numbers */
  addNamespaces(namespaces: readonly string[]): void;
  /**
   * Sends one request within the session. Several may be under way at once; the {@link Caller} sees to it that there are not.
   * @returns the response, where its service result is not bad
   * @throws an error of `opcuaErrors` for a bad service result (by its name), a time-out, or the loss of the link
   */
  perform<Response extends ServiceResponse>(
    request: ServiceRequest,
    options?: PerformOptions,
  ): Promise<Response>;
}
