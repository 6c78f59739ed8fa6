import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject } from 'node:crypto';
import { ledgerErrors } from './errors.ts';
import { isSignedBy, readNote, signNote } from './note.ts';

/** What signatures of a log are checked with. */
export interface PublicKey {
  /** `<origin>+<8 hexadecimal digits>+<base64>`, as C2SP writes verifier keys. */
  readonly text: string;
  /** The log's own name: its origin. */
  readonly name: string;
  /** Which key of this name: 8 hexadecimal digits. */
  readonly id: string;
  readonly key: KeyObject;
  /** SHA-256 of the 32 bytes of the key, in hexadecimal, in groups of four: what people compare and pin. */
  readonly fingerprint: string;
}

export interface SigningKey {
  readonly public: PublicKey;
  readonly privateKey: KeyObject;
}

/** Signs checkpoints of more than `since` events, until the next epoch's key does. */
export interface EpochKey {
  readonly epoch: number;
  readonly since: number;
  readonly public: PublicKey;
  /** The statement of the key before it that this one follows; absent for the first. */
  readonly handover: string | undefined;
}

const keyBytes = 32;
/** @see https://c2sp.org/signed-note */
const ed25519 = Buffer.of(1);

function publicKeyOf(name: string, bytes: Uint8Array): PublicKey {
  const digest = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), ed25519, bytes]), 'hex');
  const id = digest.slice(0, 8);
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(bytes).toString('base64url') },
    format: 'jwk',
  });
  const text = `${name}+${id}+${Buffer.concat([ed25519, bytes]).toString('base64')}`;
  return { text, name, id, key, fingerprint: inGroups(hash('sha256', bytes, 'hex')) };
}

const inGroups = (hexadecimal: string): string => (hexadecimal.match(/.{4}/g) ?? []).join(' ');

/** How a fingerprint is compared: without the spaces and colons that people put between. */
export const plainFingerprint = (text: string): string => text.toLowerCase().replace(/[\s:-]/g, '');

function signingKeyOf(origin: string, privateKey: KeyObject): SigningKey {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { public: publicKeyOf(origin, Buffer.from(x ?? '', 'base64url')), privateKey };
}

/** @param origin without white space and `+`: it is the key's name */
export const makeKey = (origin: string): SigningKey =>
  signingKeyOf(origin, generateKeyPairSync('ed25519').privateKey);

/** As a file keeps it: PKCS #8, PEM. */
export const exportKey = ({ privateKey }: SigningKey): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** @throws `ledger.key-invalid`, which says nothing of what is in the file */
export function importKey(origin: string, pem: string): SigningKey {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (cause) {
    throw ledgerErrors.keyInvalid({ reason: 'the file of the private key cannot be read' }, { cause });
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw ledgerErrors.keyInvalid({ reason: 'the private key is not of the kind Ed25519' });
  return signingKeyOf(origin, key);
}

/** @throws `ledger.key-invalid` */
export function readPublicKey(text: string): PublicKey {
  const [, name, base64] = /^([^\s+]+)\+[0-9a-f]{8}\+([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  const bytes = Buffer.from(base64 ?? '', 'base64');
  if (name && bytes.length === 1 + keyBytes && bytes[0] === ed25519[0]) {
    const key = publicKeyOf(name, bytes.subarray(1));
    // Also where the id is another's, or the base64 has bits that nothing stands for.
    if (key.text === text) return key;
  }
  throw ledgerErrors.keyInvalid({ reason: 'it is no public key as C2SP writes them' });
}

/** In the first line, where a checkpoint has the origin: so neither can be taken for the other. */
const handoverHeader = 'millwright/key-handover/1';

const handoverText = (epoch: number, since: number, next: PublicKey): string =>
  `${handoverHeader}\n${next.name}\nepoch ${epoch}\nsince ${since}\n${next.text}\n`;

/**
 * The statement of a key that the next one follows: a signed note of five lines, namely `millwright/key-handover/1`, the
 * origin, `epoch <number of the new key>`, `since <size>`, and the new public key.
 */
export const signHandover = (
  { epoch, since, next }: { readonly epoch: number; readonly since: number; readonly next: PublicKey },
  former: SigningKey,
): string => signNote(handoverText(epoch, since, next), former);

/** Whether the key before it says that this one follows. */
export function isHandedOver({ epoch, since, public: next, handover }: EpochKey, former: EpochKey): boolean {
  const note = handover === undefined ? undefined : readNote(handover);
  return (
    note !== undefined &&
    epoch === former.epoch + 1 &&
    next.name === former.public.name &&
    since > former.since &&
    note.text === handoverText(epoch, since, next) &&
    isSignedBy(note, former.public)
  );
}

/** The key that a checkpoint of this size is signed by. @param keys by epoch */
export const keyForSize = (keys: readonly EpochKey[], size: number): EpochKey | undefined =>
  keys.findLast(({ epoch, since }) => epoch === 0 || since < size);
