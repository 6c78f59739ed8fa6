import type { KeyObject } from 'node:crypto';

/** Who this Node-RED is to servers: an application instance. */
export interface OwnCertificate {
  /** In the SAN of the certificate, and what CreateSession says. */
  readonly applicationUri: string;
  /** DER, our own first, one after the other. */
  readonly certificateChain: Buffer;
  readonly privateKey: KeyObject;
  /** SHA-256, lower-case hex. */
  readonly sha256: string;
  readonly expires: Date;
}

/** What a server shows of itself, and what that is measured against. */
export interface ShownCertificate {
  /** DER: the server's own first, then those of its issuers, as far as it sends them. */
  readonly chain: Buffer;
  /** Of the server, as its endpoint describes it. */
  readonly applicationUri: string;
  /** The URL that the user gave: what else could the certificate be held against. */
  readonly endpointUrl: string;
  /** The last part of the policy's URI: `Basic256Sha256` … */
  readonly securityPolicy: string;
}

/** What a connection does without. Nothing, unless its user says so. */
export interface Relaxations {
  /** The certificate need not name the host that the URL names. */
  readonly hostName?: boolean;
  /** A certificate of a trusted authority is good also where there is no list of what that one revoked. */
  readonly missingRevocationList?: boolean;
}

/** @see OPC 10000-4 section 6.1.3, table 100 */
export type CertificateStatus =
  | 'BadCertificateInvalid'
  | 'BadCertificateChainIncomplete'
  | 'BadCertificatePolicyCheckFailed'
  | 'BadCertificateUntrusted'
  | 'BadCertificateTimeInvalid'
  | 'BadCertificateIssuerTimeInvalid'
  | 'BadCertificateHostNameInvalid'
  | 'BadCertificateUriInvalid'
  | 'BadCertificateUseNotAllowed'
  | 'BadCertificateIssuerUseNotAllowed'
  | 'BadCertificateRevocationUnknown'
  | 'BadCertificateIssuerRevocationUnknown'
  | 'BadCertificateRevoked'
  | 'BadCertificateIssuerRevoked';

export type Verdict =
  | {
      readonly accepted: true;
      /** What was let pass: a warning each, once for a connection. */
      readonly warnings: readonly CertificateWarning[];
    }
  | Refusal;

export interface Refusal {
  readonly accepted: false;
  readonly status: CertificateStatus;
  /** SHA-256 of the server's certificate, lower-case hex. */
  readonly sha256: string;
  /** Why, in a sentence for whoever looks after the plant. */
  readonly reason: string;
}

/** What was let pass because a user said so. */
export interface CertificateWarning {
  readonly status: CertificateStatus;
  readonly reason: string;
}

/** What a client has to know of certificates; {@link CertificateStore} is the one. */
export interface Certificates {
  /** Known without a key: what CreateSession says also where nothing is signed. */
  readonly applicationUri: string;
  /** Made when it is first asked for, which takes a second of the processor. */
  own(): Promise<OwnCertificate>;
  /**
   * Whether a server may be spoken to: before CreateSession, for each attempt anew. One that nobody knows stands in the pending
   * list from then on.
   */
  check(shown: ShownCertificate, relaxations?: Relaxations): Verdict;
  /**
   * Calls back when what is trusted changed, so that a connection which waits may try again at once. Returns what ends that.
   */
  onTrustChange(listener: () => void): () => void;
}
