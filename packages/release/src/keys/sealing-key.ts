import {
  exportPrivateKey,
  importPrivateKey,
  type KeyPair,
  makeKeyPair,
  type PublicKey,
  type Random,
  readPublicKey,
} from './key-pair.ts';

/** X25519 (RFC 7748): what is sealed for a device only this key of it opens. */
export interface SealingKey extends KeyPair {}

export const makeSealingKey = (random: Random): SealingKey => makeKeyPair('x25519', random);

/** As a file keeps it: PKCS #8, PEM. */
export const exportSealingKey = (key: SealingKey): string => exportPrivateKey(key);

/** @throws `release.key-invalid`, which says nothing of what is in the text */
export const importSealingKey = (pem: string): SealingKey => importPrivateKey('x25519', pem);

/** @param text `x25519:` and 43 characters. @throws `release.key-invalid` */
export const readSealingKey = (text: string): PublicKey => readPublicKey('x25519', text);
