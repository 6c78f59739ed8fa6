import { createPrivateKey, generateKeyPair, type KeyObject, type X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { CertificatePurpose, createSelfSignedCertificate, pemToPrivateKey } from 'node-opcua-crypto';

const day = 86_400_000;
/** Two years. */
export const lifeTime = 730 * day;
/** Clocks of PLCs are seldom right: it has been good for a day when it is made. */
const head = day;

export interface KeyAndCertificate {
  readonly certificate: Buffer;
  /** PKCS #8, as PEM. */
  readonly key: string;
}

/**
 * A new key with the certificate of an application instance, signed by itself.
 * @see OPC 10000-6 section 6.2.2
 */
export async function makeOwn(
  applicationUri: string,
  { hosts, bits, now }: { readonly hosts: Hosts; readonly bits: number; readonly now: Date },
): Promise<KeyAndCertificate> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: bits });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const made = await createSelfSignedCertificate({
    privateKey: await pemToPrivateKey(key),
    subject: `/CN=Node-RED on ${hosts.name}/O=Millwright`,
    applicationUri,
    dns: [...hosts.dns],
    ip: [...hosts.addresses],
    notBefore: new Date(now.getTime() - head),
    notAfter: new Date(now.getTime() + lifeTime),
    purpose: CertificatePurpose.ForApplication,
  });
  return { certificate: Buffer.from(made.der.rawData), key };
}

/** Where this machine is found. */
export interface Hosts {
  readonly name: string;
  readonly dns: readonly string[];
  readonly addresses: readonly string[];
}

/** @returns undefined where the text is no key, or not the one of the certificate */
export function keyOf(pem: string, x509: X509Certificate): KeyObject | undefined {
  try {
    const key = createPrivateKey(pem);
    return x509.checkPrivateKey(key) ? key : undefined;
  } catch {
    return undefined;
  }
}
