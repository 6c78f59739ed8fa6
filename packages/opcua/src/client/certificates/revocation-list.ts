import { exploreCertificateRevocationList, verifyCrlIssuedByCertificate } from 'node-opcua-crypto';
import { type Certificate, plainSerial, sha256Of } from './certificate.ts';

/** What an authority took back. */
export interface RevocationList {
  readonly der: Buffer;
  /** SHA-256 of the DER, lower-case hex. */
  readonly sha256: string;
  readonly issuer: string;
  readonly updated: Date;
  /** When the next one should be there; from then on it says nothing of what it does not name. */
  readonly nextUpdate: Date | undefined;
  /** Serial numbers in their plain form. */
  readonly revoked: ReadonlySet<string>;
}

/** @returns undefined where the bytes are no list in DER */
export function parseRevocationList(der: Buffer): RevocationList | undefined {
  try {
    const { tbsCertList } = exploreCertificateRevocationList(der);
    const { thisUpdate, nextUpdate, revokedCertificates, issuer } = tbsCertList;
    if (!(thisUpdate instanceof Date)) return undefined;
    return {
      der,
      sha256: sha256Of(der),
      issuer: issuerText(issuer),
      updated: thisUpdate,
      nextUpdate,
      revoked: new Set(revokedCertificates.map(({ userCertificate }) => plainSerial(userCertificate))),
    };
  } catch {
    return undefined;
  }
}

/** What is known of one certificate from the lists of the authority that issued it. */
export type Revocation = 'revoked' | 'good' | 'unknown';

/** A list counts by its signature, not by its name: whoever can write one into the store cannot revoke what others issued. */
export function revocationOf(
  certificate: Certificate,
  issuer: Certificate,
  lists: readonly RevocationList[],
  now: Date,
): Revocation {
  const own = lists.filter((list) => isIssuedBy(list, issuer));
  if (own.some(({ revoked }) => revoked.has(certificate.serialNumber))) return 'revoked';
  return own.some(({ nextUpdate }) => nextUpdate === undefined || nextUpdate > now) ? 'good' : 'unknown';
}

export function isIssuedBy({ der }: RevocationList, issuer: Certificate): boolean {
  try {
    return verifyCrlIssuedByCertificate(der, issuer.der);
  } catch {
    return false;
  }
}

function issuerText(name: object): string {
  const { commonName, organizationName } = name as Readonly<Record<string, unknown>>;
  const parts = [
    ['CN', commonName],
    ['O', organizationName],
  ].flatMap(([key, value]) => (typeof value === 'string' ? `${key}=${value}` : []));
  return parts.join(', ');
}
