import type { Link } from '@millwright/tags';
import type { NodeId } from 'node-opcua-nodeid';

/** Any request or response of a service set, as node-opcua's generated types have it. */
export interface ServiceRequest {
  readonly requestHeader: object;
}
export interface ServiceResponse {
  readonly responseHeader: object;
}

/** What is known of an active session. It does not change while the session lives. */
export interface SessionFacts {
  readonly endpointUrl: string;
  /** The last part of the policy's URI: `None`, `Basic256Sha256` … */
  readonly securityPolicy: string;
  readonly securityMode: 'None' | 'Sign' | 'SignAndEncrypt';
  readonly sessionId: NodeId;
  /** Milliseconds, as the server revised it. */
  readonly sessionTimeout: number;
  /** SHA-256 of the server's certificate, lower-case hex; undefined where there is none. */
  readonly serverCertificate?: string;
  /** By index; read anew for each session, since a server may number its namespaces anew. */
  readonly namespaces: readonly string[];
}

export interface PerformOptions {
  /** Milliseconds until the request counts as unanswered. Default: the connection's. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/** One active session over one secure channel: what a connection opens. */
export interface SessionLink extends Link {
  readonly facts: SessionFacts;
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
