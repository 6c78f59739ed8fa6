import type { ConnectOptions } from './connect.ts';
import type { ApplicationCertificate, SecurityModeName, SecurityPolicyName } from './security.ts';

/** How much a server may make us hold, and how much we ask it to hold. */
export interface MessageLimits {
  /** Bytes of one message, all its chunks together. */
  readonly maxMessageSize: number;
  readonly maxChunkCount: number;
  /** Bytes of one chunk, in either direction. */
  readonly chunkSize: number;
}

export const usualMessageLimits: MessageLimits = {
  maxMessageSize: 64 * 1024 * 1024,
  maxChunkCount: 4_096,
  chunkSize: 64 * 1024,
};

export interface ChannelOptions extends ConnectOptions {
  /** As the server is to know it: it may serve several by their paths. */
  readonly endpointUrl: string;
  readonly policy: SecurityPolicyName;
  readonly mode: SecurityModeName;
  /** DER; needed for any mode but None. */
  readonly serverCertificate?: Uint8Array;
  /** Needed for any mode but None. */
  readonly certificate?: ApplicationCertificate;
  /** Milliseconds for which one token is asked. It is renewed after three quarters of what the server grants. */
  readonly tokenLifetime?: number;
  readonly messageLimits?: MessageLimits;
}
