import { createPrivateKey, createPublicKey, diffieHellman, hash, type KeyObject } from 'node:crypto';
import { readBase64 } from '../base64.ts';
import { releaseErrors } from '../errors.ts';

/** What randomness comes from: that many bytes, as `crypto.randomBytes` gives them. */
export type Random = (bytes: number) => Uint8Array;

export interface PublicKey {
  /** `ed25519:` or `x25519:`, and the 32 bytes in base64url without padding: how a document names a key. */
  readonly text: string;
  /** SHA-256 of the 32 bytes, in hexadecimal. */
  readonly keyid: string;
  readonly bytes: Uint8Array;
  readonly key: KeyObject;
}

/** The two halves of a key. The private one never leaves it but by an export. */
export interface KeyPair {
  readonly public: PublicKey;
  readonly privateKey: KeyObject;
}

export type KeyKind = 'ed25519' | 'x25519';

export const keyBytes = 32;
const curves = { ed25519: 'Ed25519', x25519: 'X25519' } as const;
/** DER before the 32 bytes of a private key. @see RFC 8410, section 7 */
const pkcs8 = {
  ed25519: Buffer.from('302e020100300506032b657004220420', 'hex'),
  x25519: Buffer.from('302e020100300506032b656e04220420', 'hex'),
};
const keyText = /^(ed25519|x25519):([A-Za-z0-9_-]{43})$/;

/** In groups of four: what people compare. */
export const fingerprintOf = (keyid: string): string => (keyid.match(/.{4}/g) ?? []).join(' ');

export function publicKeyOf(kind: KeyKind, bytes: Uint8Array): PublicKey {
  const x = Buffer.from(bytes).toString('base64url');
  let key: KeyObject | undefined;
  return {
    text: `${kind}:${x}`,
    keyid: hash('sha256', bytes, 'hex'),
    bytes,
    // Most keys are only compared, and making this takes longer than all else that is done with those.
    get key() {
      key ??= createPublicKey({ key: { kty: 'OKP', crv: curves[kind], x }, format: 'jwk' });
      return key;
    },
  };
}

/** @throws `release.key-invalid` */
export function readPublicKey(kind: KeyKind, text: string): PublicKey {
  const [, found, base64 = ''] = keyText.exec(text) ?? [];
  const bytes = readBase64(base64, 'base64url');
  if (found === undefined || bytes?.length !== keyBytes)
    throw releaseErrors.keyInvalid({ reason: `it does not read "${kind}:" and 43 characters` });
  if (found !== kind) throw releaseErrors.keyInvalid({ reason: `it is of the kind ${found}, not ${kind}` });
  const key = publicKeyOf(kind, bytes);
  if (kind === 'x25519' && !canAgree(key))
    throw releaseErrors.keyInvalid({ reason: 'nothing can be sealed for it' });
  return key;
}

/** With a point of low order every exchange gives zeros. @see RFC 7748, section 6.1 */
function canAgree({ key }: PublicKey): boolean {
  // Multiples of eight, as all private keys are, take each of these points to zero: any key tells.
  const { privateKey } = makeKeyPair('x25519', (bytes) => new Uint8Array(bytes).fill(1));
  try {
    return diffieHellman({ privateKey, publicKey: key }).some((byte) => byte !== 0);
  } catch {
    return false;
  }
}

export function keyPairOf(kind: KeyKind, privateKey: KeyObject): KeyPair {
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { public: publicKeyOf(kind, Buffer.from(x, 'base64url')), privateKey };
}

export function makeKeyPair(kind: KeyKind, random: Random): KeyPair {
  const der = Buffer.concat([pkcs8[kind], random(keyBytes)]);
  const pair = keyPairOf(kind, createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
  der.fill(0);
  return pair;
}

/** As a file keeps it: PKCS #8, PEM. */
export const exportPrivateKey = ({ privateKey }: KeyPair): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** @throws `release.key-invalid`, which says nothing of what is in the text */
export function importPrivateKey(kind: KeyKind, pem: string): KeyPair {
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: pem, format: 'pem' });
  } catch {
    // Without its cause: that could quote what was to be read.
    throw releaseErrors.keyInvalid({ reason: 'the private key cannot be read' });
  }
  if (key.asymmetricKeyType !== kind)
    throw releaseErrors.keyInvalid({ reason: `the private key is not of the kind ${curves[kind]}` });
  return keyPairOf(kind, key);
}
