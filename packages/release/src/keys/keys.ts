import {
  exportPrivateKey,
  importPrivateKey,
  type KeyKind,
  type KeyPair,
  makeKeyPair,
  type PublicKey,
  type Random,
  readPublicKey,
} from './key-pair.ts';

/** Ed25519 (RFC 8032): signs releases, what a hub wants, what a device says. */
export interface SigningKey extends KeyPair {}
/** X25519 (RFC 7748): what is sealed for a device only this key of it opens. */
export interface SealingKey extends KeyPair {}

/** How keys of one kind are made, kept and read. */
const keysOf = (kind: KeyKind) => ({
  make: (random: Random): KeyPair => makeKeyPair(kind, random),
  /** As a file keeps it: PKCS #8, PEM. */
  export: exportPrivateKey,
  /** @throws `release.key-invalid`, which says nothing of what is in the text */
  import: (pem: string): KeyPair => importPrivateKey(kind, pem),
  /** @param text the kind, a colon and 43 characters. @throws `release.key-invalid` */
  read: (text: string): PublicKey => readPublicKey(kind, text),
});

export const {
  make: makeSigningKey,
  export: exportSigningKey,
  import: importSigningKey,
  read: readSigningKey,
} = keysOf('ed25519');

export const {
  make: makeSealingKey,
  export: exportSealingKey,
  import: importSealingKey,
  read: readSealingKey,
} = keysOf('x25519');
