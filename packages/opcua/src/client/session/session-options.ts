import type { CertificateStatus } from '../certificates/certificates.ts';
import type { MessageLimits } from '../channel/channel-options.ts';
import type { ApplicationCertificate } from '../channel/security.ts';
import type { SecurityWish } from '../endpoints/choose.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import type { ServerAddress } from '../endpoints/server-address.ts';
import type { UserIdentity } from './user-identity.ts';

/** For what a server's certificate is to be trusted. */
export interface CertificateContext {
  /** The channel rests on it, or only a password that is encrypted for it. */
  readonly purpose: 'channel' | 'password';
  /** Where the user wants to go. */
  readonly address: ServerAddress;
  readonly endpoint: Endpoint;
}

/** Something that is not as one might think, and nothing that failed. Told once. */
export interface Notice {
  readonly code:
    | 'other-host'
    | 'deprecated-policy'
    | 'password-on-open-channel'
    | 'password-in-clear'
    | CertificateStatus;
  /** An English sentence. */
  readonly message: string;
}

export interface SessionOptions {
  /** `opc.tcp://host:port/path` */
  readonly url: string;
  readonly security?: SecurityWish;
  /** Our own certificate; asked for when a channel needs it. */
  readonly certificate?: () => Promise<ApplicationCertificate>;
  /**
   * Throws a coded error where a server's certificate is not to be trusted. Without one, no secure channel is opened.
   * @param der the certificate, its issuers behind it
   */
  readonly checkCertificate?: (der: Uint8Array, context: CertificateContext) => Promise<void>;
  /** Default: anonymous. */
  readonly identity?: UserIdentity;
  /** Whether a password may go over the network unencrypted. Default: false. */
  readonly allowClearPassword?: boolean;
  readonly applicationUri: string;
  /** Default: Millwright. */
  readonly applicationName?: string;
  /** How the server's own diagnostics call the session. */
  readonly sessionName?: string;
  /** Milliseconds that connecting may take. Default: 5 s. */
  readonly connectTimeout?: number;
  /** Milliseconds that an answer may take. Default: 10 s. */
  readonly timeout?: number;
  /** Milliseconds that the server is to keep a session of which it hears nothing. Default: 60 s. */
  readonly sessionTimeout?: number;
  /** Milliseconds from one keep-alive to the next. Default: 5 s. */
  readonly keepAlive?: number;
  readonly tokenLifetime?: number;
  readonly messageLimits?: MessageLimits;
  readonly localeIds?: readonly string[];
  /** Takes what is worth a word in the log, once each. */
  readonly onNotice?: (notice: Notice) => void;
}

export const sessionDefaults = {
  applicationName: 'Millwright',
  sessionName: 'Millwright',
  connectTimeout: 5_000,
  timeout: 10_000,
  sessionTimeout: 60_000,
  keepAlive: 5_000,
} as const;
