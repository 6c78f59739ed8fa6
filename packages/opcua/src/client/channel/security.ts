import type { KeyObject } from 'node:crypto';

/** The policies that are known here, by the last part of their URI. */
export const securityPolicies = [
  'None',
  'Basic128Rsa15',
  'Basic256',
  'Basic256Sha256',
  'Aes128_Sha256_RsaOaep',
  'Aes256_Sha256_RsaPss',
] as const;

export type SecurityPolicyName = (typeof securityPolicies)[number];

export const securityModes = ['None', 'Sign', 'SignAndEncrypt'] as const;

export type SecurityModeName = (typeof securityModes)[number];

/** Broken ones, which the specification has withdrawn: only ever used where somebody has said so. */
export const deprecatedPolicies: ReadonlySet<SecurityPolicyName> = new Set(['Basic128Rsa15', 'Basic256']);

const prefix = 'http://opcfoundation.org/UA/SecurityPolicy#';

export function policyUri(policy: SecurityPolicyName): string {
  return `${prefix}${policy}`;
}

/** The policy that a URI names; undefined where it is none that is known here. */
export function policyOf(uri: string | null | undefined): SecurityPolicyName | undefined {
  const name = uri?.startsWith(prefix) ? uri.slice(prefix.length) : undefined;
  return securityPolicies.find((policy) => policy === name);
}

/** By the numbers of the specification. @see OPC 10000-4, section 7.20 MessageSecurityMode */
export function modeOf(mode: number): SecurityModeName | undefined {
  return securityModes[mode - 1];
}

/** The application's own certificate, with those of its issuers behind it, and its key. */
export interface ApplicationCertificate {
  /** DER, the own one first. */
  readonly certificateChain: readonly Uint8Array[];
  readonly privateKey: KeyObject;
}
