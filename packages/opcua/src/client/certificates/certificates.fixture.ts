import { X509Certificate } from 'node:crypto';

import {
  CertificatePurpose,
  createCertificateFromCsr,
  createCertificateSigningRequest,
  createCrl,
  createSelfSignedCertificate,
  generateKeyPair,
} from 'node-opcua-crypto';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

const signingAlgorithm = { name: 'RSASSA-PKCS1-v1_5', hash: { name: 'SHA-256' } } as const;
const day = 86_400_000;

/** A certificate with its key, as tests make them. */
export interface Made {
  readonly der: Buffer;
  readonly name: string;
  readonly keys: KeyPair;
}

export interface Wanted {
  readonly name?: string;
  readonly uri?: string;
  readonly dns?: string[];
  readonly ip?: string[];
  /** Milliseconds since 1970. Default: yesterday, and in a year. */
  readonly from?: number;
  readonly to?: number;
  readonly bits?: 1024 | 2048 | 3072;
}

const known = new Map<string, Promise<KeyPair>>();
/** A key is dear to make: one for each name is enough. */
const keysFor = (name: string, bits: 1024 | 2048 | 3072): Promise<KeyPair> => {
  const key = `${name} ${bits}`;
  const found = known.get(key) ?? generateKeyPair(bits);
  known.set(key, found);
  return found;
};

export async function makeAuthority(name: string, wanted: Wanted = {}): Promise<Made> {
  const keys = await keysFor(name, wanted.bits ?? 2048);
  const made = await createSelfSignedCertificate({
    privateKey: keys.privateKey,
    subject: `/CN=${name}`,
    ...times(wanted),
    purpose: CertificatePurpose.ForCertificateAuthority,
  });
  return { der: Buffer.from(made.der.rawData), name, keys };
}

/** Signed by itself, or by an authority. */
export async function makeServer(wanted: Wanted = {}, authority?: Made): Promise<Made> {
  const { name = 'PLC', uri = 'urn:plc', dns = ['localhost'], ip = ['127.0.0.1'], bits = 2048 } = wanted;
  const keys = await keysFor(name, bits);
  const asked = {
    privateKey: keys.privateKey,
    subject: `/CN=${name}`,
    applicationUri: uri,
    dns,
    ip,
    ...times(wanted),
    purpose: CertificatePurpose.ForApplication,
  };
  if (!authority) {
    const made = await createSelfSignedCertificate(asked);
    return { der: Buffer.from(made.der.rawData), name, keys };
  }
  return { der: await issue(asked, authority), name, keys };
}

/** An authority that another one issued. */
export async function makeIntermediate(name: string, authority: Made): Promise<Made> {
  const keys = await keysFor(name, 2048);
  const asked = {
    privateKey: keys.privateKey,
    subject: `/CN=${name}`,
    ...times({}),
    purpose: CertificatePurpose.ForCertificateAuthority,
  };
  return { der: await issue(asked, authority), name, keys };
}

export async function makeRevocationList(
  authority: Made,
  revoked: readonly Made[],
  nextUpdate = Date.now() + day,
): Promise<Buffer> {
  const { der } = await createCrl({
    issuerName: `CN=${authority.name}`,
    issuerPublicKey: authority.keys.publicKey,
    signingKey: authority.keys.privateKey,
    signingAlgorithm,
    crlNumber: 1,
    thisUpdate: new Date(Math.min(Date.now(), nextUpdate) - day),
    nextUpdate: new Date(nextUpdate),
    entries: revoked.map((each) => ({ serialNumber: new X509Certificate(each.der).serialNumber })),
  });
  return Buffer.from(der);
}

const times = ({ from = Date.now() - day, to = Date.now() + 365 * day }: Wanted) => ({
  notBefore: new Date(from),
  notAfter: new Date(to),
});

async function issue(
  asked: Parameters<typeof createCertificateSigningRequest>[0] & { notBefore: Date; notAfter: Date },
  authority: Made,
): Promise<Buffer> {
  const { csr } = await createCertificateSigningRequest(asked);
  const { dns, ip, applicationUri, notBefore, notAfter, purpose } = asked;
  const { der } = await createCertificateFromCsr({
    csr,
    issuerName: `CN=${authority.name}`,
    issuerPublicKey: authority.keys.publicKey,
    signingKey: authority.keys.privateKey,
    signingAlgorithm,
    notBefore,
    notAfter,
    purpose,
    ...(dns && { dns }),
    ...(ip && { ip }),
    ...(applicationUri !== undefined && { applicationUri }),
  });
  return Buffer.from(der);
}
