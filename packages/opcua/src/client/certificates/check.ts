import { isIP } from 'node:net';
import { split_der } from 'node-opcua-crypto';
import { type Certificate, parseCertificate, sha256Of } from './certificate.ts';
import type {
  CertificateStatus,
  CertificateWarning,
  Relaxations,
  ShownCertificate,
  Verdict,
} from './certificates.ts';
import { shortcoming } from './policies.ts';
import { revocationOf } from './revocation-list.ts';
import { didIssue, pathToTrust, type TrustList } from './trust-list.ts';

/** What is found wrong, and whether an administrator let it pass. */
interface Finding {
  readonly status: CertificateStatus;
  readonly reason: string;
  readonly passes?: boolean | undefined;
}

/** A certificate with what it is measured against. */
interface Case {
  readonly leaf: Certificate;
  /** From the leaf to what is trusted, both included. */
  readonly path: readonly Certificate[];
  readonly shown: ShownCertificate;
  readonly list: TrustList;
  readonly relaxed: Relaxations;
  readonly now: Date;
}

/**
 * Whether a server may be spoken to, by the specification's steps and in their order. Whoever trusts one certificate means that one:
 * then its issuer need not be known, yet a list that revokes it counts all the same.
 * @see OPC 10000-4 section 6.1.3, table 100
 */
export function checkCertificate(
  shown: ShownCertificate,
  list: TrustList,
  relaxed: Relaxations,
  now: Date,
): Verdict {
  const chain = chainOf(shown.chain);
  const [leaf, ...others] = chain ?? [];
  if (!leaf) {
    const sha256 = sha256Of(shown.chain);
    return { accepted: false, status: 'BadCertificateInvalid', sha256, reason: 'It is no X.509 certificate' };
  }
  const { sha256 } = leaf;
  const short = shortcoming(leaf, shown.securityPolicy);
  if (short !== undefined)
    return { accepted: false, status: 'BadCertificatePolicyCheckFailed', sha256, reason: short };
  const path = pathToTrust(leaf, others, list);
  if (!path) {
    const reason = 'Nobody has trusted it yet, nor who issued it';
    return { accepted: false, status: 'BadCertificateUntrusted', sha256, reason };
  }
  const wrong = findings({ leaf, path, shown, list, relaxed, now });
  const refused = wrong.find(({ passes }) => passes !== true);
  if (refused) return { accepted: false, status: refused.status, sha256, reason: refused.reason };
  return { accepted: true, warnings: wrong.map(asWarning) };
}

const asWarning = ({ status, reason }: Finding): CertificateWarning => ({ status, reason });

/** The certificates that a server sends as one; undefined where there is none or a part is not one. */
export function chainOf(bytes: Buffer): readonly Certificate[] | undefined {
  try {
    const parsed = split_der(bytes).map((der) => parseCertificate(der));
    return parsed.every((each) => each !== undefined) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const findings = (tried: Case): readonly Finding[] => [
  ...timeFindings(tried),
  ...hostFindings(tried),
  ...uriFindings(tried),
  ...usageFindings(tried),
  ...revocationFindings(tried),
];

function timeFindings({ leaf, path, list, now }: Case): readonly Finding[] {
  return path.flatMap((each): readonly Finding[] => {
    const reason = untimely(each, now);
    if (reason === undefined) return [];
    const status = each === leaf ? 'BadCertificateTimeInvalid' : 'BadCertificateIssuerTimeInvalid';
    return [{ status, reason, passes: list.anyTime.has(each.sha256) }];
  });
}

function untimely({ subject, notBefore, notAfter }: Certificate, now: Date): string | undefined {
  if (now < notBefore) return `${subject} is good from ${notBefore.toISOString()} on only`;
  if (now > notAfter) return `${subject} expired at ${notAfter.toISOString()}`;
  return undefined;
}

function hostFindings({ leaf, shown, relaxed }: Case): readonly Finding[] {
  const host = hostOf(shown.endpointUrl);
  if (host !== undefined && namesHost(leaf, host)) return [];
  const named = leaf.hostNames.length === 0 ? 'no host' : leaf.hostNames.join(', ');
  const reason = `It names ${named}, and the URL names ${host ?? shown.endpointUrl}`;
  return [{ status: 'BadCertificateHostNameInvalid', reason, passes: relaxed.hostName }];
}

/** Of a URL with the scheme `opc.tcp`, an address of version 6 without its brackets. */
export function hostOf(url: string): string | undefined {
  try {
    return new URL(url).hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase() || undefined;
  } catch {
    return undefined;
  }
}

/** Addresses stand among the names, too, in certificates of devices. */
function namesHost({ x509, hostNames }: Certificate, host: string): boolean {
  if (hostNames.some((name) => name.toLowerCase() === host)) return true;
  if (isIP(host) !== 0) return x509.checkIP(host) !== undefined;
  return x509.checkHost(host, { subject: 'never' }) !== undefined;
}

function uriFindings({ leaf: { applicationUri }, shown }: Case): readonly Finding[] {
  if (applicationUri === shown.applicationUri) return [];
  const reason = `It is of the application ${applicationUri ?? '(none)'}, and the server says that it is ${shown.applicationUri}`;
  return [{ status: 'BadCertificateUriInvalid', reason }];
}

/** What a certificate says of its use holds; many of devices say nothing. */
function usageFindings({ leaf, path }: Case): readonly Finding[] {
  if (leaf.keyUsage?.digitalSignature === false)
    return [{ status: 'BadCertificateUseNotAllowed', reason: 'Its key may not be used for signatures' }];
  const wrong = path
    .slice(1)
    .find(({ isAuthority, keyUsage }) => !isAuthority || keyUsage?.keyCertSign === false);
  if (!wrong) return [];
  const reason = `${wrong.subject} may not issue certificates`;
  return [{ status: 'BadCertificateIssuerUseNotAllowed', reason }];
}

function revocationFindings({ leaf, path, shown, list, relaxed, now }: Case): readonly Finding[] {
  const shownOnes = chainOf(shown.chain) ?? [];
  const authorities = [...list.trusted, ...list.issuers, ...shownOnes];
  return path.flatMap((each, index): readonly Finding[] => {
    if (each.isSelfSigned) return [];
    const isLeaf = each === leaf;
    const next = path[index + 1];
    // What is trusted itself ends the way; of its issuers, whoever is known may still have revoked it.
    const issuers = next ? [next] : authorities.filter((authority) => didIssue(authority, each));
    const known = issuers.map((issuer) => revocationOf(each, issuer, list.revocationLists, now));
    if (known.includes('revoked')) {
      const status = isLeaf ? 'BadCertificateRevoked' : 'BadCertificateIssuerRevoked';
      return [{ status, reason: `${each.subject} was revoked by ${each.issuer}` }];
    }
    if (!next || known.includes('good')) return [];
    const status = isLeaf ? 'BadCertificateRevocationUnknown' : 'BadCertificateIssuerRevocationUnknown';
    const reason = `There is no valid revocation list of ${each.issuer}`;
    return [{ status, reason, passes: relaxed.missingRevocationList }];
  });
}
