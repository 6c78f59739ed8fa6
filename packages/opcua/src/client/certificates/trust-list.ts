import type { Certificate } from './certificate.ts';
import type { RevocationList } from './revocation-list.ts';

/** Everything that an administrator said of certificates. */
export interface TrustList {
  /** Of servers, and of authorities all of whose certificates are trusted. */
  readonly trusted: readonly Certificate[];
  /** Of authorities that only lead from one certificate to the next. */
  readonly issuers: readonly Certificate[];
  readonly revocationLists: readonly RevocationList[];
  /** SHA-256 of those that are good whatever the time. */
  readonly anyTime: ReadonlySet<string>;
}

/** A longer way than this leads nowhere. */
const longestPath = 8;

/**
 * The way from a certificate to the first one that is trusted: it alone where it is trusted itself; undefined where there is no way.
 * Whoever issued what is known by name and by signature.
 */
export function pathToTrust(
  leaf: Certificate,
  shown: readonly Certificate[],
  { trusted, issuers }: TrustList,
): readonly Certificate[] | undefined {
  const isTrusted = ({ sha256 }: Certificate): boolean => trusted.some((each) => each.sha256 === sha256);
  const candidates = [...trusted, ...issuers, ...shown];
  const follow = (path: readonly Certificate[], last: Certificate): readonly Certificate[] | undefined => {
    if (isTrusted(last)) return path;
    if (last.isSelfSigned || path.length === longestPath) return undefined;
    for (const issuer of candidates) {
      if (path.some(({ sha256 }) => sha256 === issuer.sha256) || !didIssue(issuer, last)) continue;
      const found = follow([...path, issuer], issuer);
      if (found) return found;
    }
    return undefined;
  };
  return follow([leaf], leaf);
}

export function didIssue(issuer: Certificate, certificate: Certificate): boolean {
  try {
    return certificate.x509.checkIssued(issuer.x509) && certificate.x509.verify(issuer.x509.publicKey);
  } catch {
    return false;
  }
}
