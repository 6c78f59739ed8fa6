import { createHash, X509Certificate } from 'node:crypto';
import { exploreCertificate, type X509KeyUsage } from 'node-opcua-crypto';

/** The facts of one X.509 certificate that decisions are made of. */
export interface Certificate {
  readonly der: Buffer;
  /** SHA-256 of the DER, lower-case hex: the name it goes by. */
  readonly sha256: string;
  /** In one line, the common name first. */
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** The first URI of the SAN: the application's, as the specification has it. */
  readonly applicationUri: string | undefined;
  readonly hostNames: readonly string[];
  readonly serialNumber: string;
  readonly isAuthority: boolean;
  readonly isSelfSigned: boolean;
  /** Undefined where the key is not RSA. */
  readonly keyBits: number | undefined;
  /** Of the signature: `sha256`. */
  readonly hash: string | undefined;
  /** Undefined where it says nothing of it. */
  readonly keyUsage: X509KeyUsage | undefined;
  readonly x509: X509Certificate;
}

/** SHA-256 as it is written here: lower-case hex. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** @returns undefined where the bytes are no certificate */
export function parseCertificate(bytes: Uint8Array): Certificate | undefined {
  try {
    const x509 = new X509Certificate(bytes);
    const der = x509.raw;
    const { tbsCertificate, signatureAlgorithm } = exploreCertificate(der);
    const { extensions, validity } = tbsCertificate;
    const names = extensions?.subjectAltName ?? {};
    return {
      der,
      sha256: sha256Of(der),
      subject: oneLine(x509.subject),
      issuer: oneLine(x509.issuer),
      notBefore: validity.notBefore,
      notAfter: validity.notAfter,
      applicationUri: names['uniformResourceIdentifier']?.[0],
      hostNames: [...(names['dNSName'] ?? []), ...addressesOf(x509)],
      serialNumber: plainSerial(x509.serialNumber),
      isAuthority: x509.ca,
      isSelfSigned: x509.checkIssued(x509) && x509.verify(x509.publicKey),
      keyBits:
        x509.publicKey.asymmetricKeyType === 'rsa'
          ? x509.publicKey.asymmetricKeyDetails?.modulusLength
          : undefined,
      hash: hashOf(signatureAlgorithm.identifier),
      keyUsage: extensions?.keyUsage,
      x509,
    };
  } catch {
    return undefined;
  }
}

/** Serial numbers of certificates and of revocation lists are compared in this form. */
export const plainSerial = (text: string): string =>
  text
    .replaceAll(':', '')
    .toLowerCase()
    .replace(/^0+(?=.)/, '');

/** `CN=PLC 7, O=Plant` of the lines that Node.js gives, most particular first. */
function oneLine(lines: string | undefined): string {
  const parts = (lines ?? '').split('\n').filter((part) => part !== '');
  const rank = (part: string): number => (part.startsWith('CN=') ? 0 : 1);
  return parts.toSorted((one, other) => rank(one) - rank(other)).join(', ');
}

/** OpenSSL writes the addresses of the SAN out; the other reader leaves them as bytes. */
const addressesOf = ({ subjectAltName = '' }: X509Certificate): readonly string[] =>
  [...subjectAltName.matchAll(/(?:^|, )IP Address:([^,]+)/g)].flatMap(([, address]) => address ?? []);

const hashOf = (algorithm: string): string | undefined => {
  const [, bits] = /sha-?(1|224|256|384|512)/i.exec(algorithm) ?? [];
  return bits === undefined ? undefined : `sha${bits}`;
};
