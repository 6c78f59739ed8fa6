import type { EndpointDescription, UserTokenPolicy } from 'node-opcua-types';
import { modeOf, policyOf, type SecurityModeName, type SecurityPolicyName } from '../channel/security.ts';

export type TokenKind = 'anonymous' | 'user-name' | 'certificate' | 'issued';

/** A way to log in that an endpoint offers. */
export interface TokenPolicy {
  readonly policyId: string | null;
  readonly kind: TokenKind;
  /** How a secret is protected; undefined where that is up to the endpoint. */
  readonly policy?: SecurityPolicyName | 'unknown';
}

/** One way into a server, as it offers it. */
export interface Endpoint {
  readonly url: string;
  readonly policyUri: string;
  /** Undefined where it is not known here. */
  readonly policy?: SecurityPolicyName;
  readonly mode: SecurityModeName;
  /** The server's own opinion; the higher the better. */
  readonly securityLevel: number;
  /** DER, its issuers behind it. */
  readonly serverCertificate?: Uint8Array;
  readonly serverUri: string;
  readonly serverName: string;
  readonly tokens: readonly TokenPolicy[];
}

const tokenKinds: readonly TokenKind[] = ['anonymous', 'user-name', 'certificate', 'issued'];

const binaryTransport = 'http://opcfoundation.org/UA-Profile/Transport/uatcp-uasc-uabinary';

/** Those of a server's endpoints that speak UA TCP. */
export function endpointsOf(descriptions: readonly EndpointDescription[] | null): readonly Endpoint[] {
  return (descriptions ?? []).flatMap((description) => endpointOf(description) ?? []);
}

function endpointOf(description: EndpointDescription): Endpoint | undefined {
  const { endpointUrl, securityPolicyUri, securityMode, transportProfileUri, server } = description;
  const mode = modeOf(securityMode);
  const isBinary = transportProfileUri ? transportProfileUri === binaryTransport : true;
  if (!mode || !isBinary || !/^opc\.tcp:/i.test(endpointUrl ?? '')) return undefined;
  const policy = policyOf(securityPolicyUri);
  const { serverCertificate } = description;
  return {
    url: endpointUrl ?? '',
    policyUri: securityPolicyUri ?? '',
    ...(policy && { policy }),
    mode,
    securityLevel: description.securityLevel,
    ...(serverCertificate && serverCertificate.length > 0 && { serverCertificate }),
    serverUri: server.applicationUri ?? '',
    serverName: server.applicationName.text ?? '',
    tokens: (description.userIdentityTokens ?? []).flatMap((token) => tokenOf(token) ?? []),
  };
}

function tokenOf({ policyId, tokenType, securityPolicyUri }: UserTokenPolicy): TokenPolicy | undefined {
  const kind = tokenKinds[tokenType];
  if (!kind) return undefined;
  const policy = securityPolicyUri ? (policyOf(securityPolicyUri) ?? 'unknown') : undefined;
  return { policyId, kind, ...(policy && { policy }) };
}
