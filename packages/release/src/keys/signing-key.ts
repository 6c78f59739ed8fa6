import {
  exportPrivateKey,
  importPrivateKey,
  type KeyPair,
  makeKeyPair,
  type PublicKey,
  type Random,
  readPublicKey,
} from './key-pair.ts';

/** Ed25519 (RFC 8032): signs releases, what a hub wants, what a device says. */
export interface SigningKey extends KeyPair {}

export const makeSigningKey = (random: Random): SigningKey => makeKeyPair('ed25519', random);

/** As a file keeps it: PKCS #8, PEM. */
export const exportSigningKey = (key: SigningKey): string => exportPrivateKey(key);

/** @throws `release.key-invalid`, which says nothing of what is in the text */
export const importSigningKey = (pem: string): SigningKey => importPrivateKey('ed25519', pem);

/** @param text `ed25519:` and 43 characters. @throws `release.key-invalid` */
export const readSigningKey = (text: string): PublicKey => readPublicKey('ed25519', text);
