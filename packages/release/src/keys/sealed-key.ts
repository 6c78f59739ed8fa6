import { createCipheriv, createDecipheriv, hash, scrypt } from 'node:crypto';
import { readBase64 } from '../base64.ts';
import { releaseErrors } from '../errors.ts';
import type { PublicKey, Random } from './key-pair.ts';
import { exportSigningKey, importSigningKey, readSigningKey, type SigningKey } from './keys.ts';

/**
 * A signing key under a passphrase, as a text of five lines. What stands before the sealed bytes is sealed with them
 * (as additional data), and the last line tells a damaged file from a wrong passphrase.
 *
 *     millwright/sealed-key/1
 *     ed25519:<public key>
 *     scrypt <log2 of N> <r> <p> <salt>
 *     aes-256-gcm <nonce> <PEM of the private key, sealed, and its tag>
 *     sha256 <of the lines before, each with its newline, in hexadecimal>
 */
interface SealedKey {
  readonly public: PublicKey;
  readonly cost: Cost;
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
  readonly sealed: Uint8Array;
  readonly tag: Uint8Array;
  /** The lines that are sealed with it. */
  readonly head: string;
}

/** Of scrypt: N is 2 to the power of `logN`. It takes 1024 * N bytes, and time for each of `p`. @see RFC 7914 */
interface Cost {
  readonly logN: number;
  readonly p: number;
}

const header = 'millwright/sealed-key/1';
const [saltBytes, nonceBytes, tagBytes] = [16, 12, 16];
/** 128 MiB and half a second: what a thief has to spend on each word that he tries. */
const leastLogN = 17;
/** 256 MiB, and at most four times as long: what a foreign file can make us spend. */
const mostLogN = 18;
const mostP = 4;
const blockSize = 8;
const maxTextLength = 2000;
const [leastPassphrase, mostPassphrase] = [12, 1000];

const grammar =
  /^millwright\/sealed-key\/1\n(ed25519:[\w-]{43})\nscrypt (\d{1,2}) 8 (\d) ([\w+/=]{24})\naes-256-gcm ([\w+/=]{16}) ([\w+/=]{64,1000})\nsha256 ([0-9a-f]{64})\n$/;

/** The same letters typed in another way are the same passphrase. */
const normal = (passphrase: string): string => passphrase.normalize('NFC');

/**
 * @param passphrase at least 12 characters
 * @throws `release.passphrase-weak`
 */
export async function sealSigningKey(key: SigningKey, passphrase: string, random: Random): Promise<string> {
  const characters = [...normal(passphrase)].length;
  if (characters < leastPassphrase || characters > mostPassphrase)
    throw releaseErrors.passphraseWeak({ least: leastPassphrase, most: mostPassphrase });
  const cost: Cost = { logN: leastLogN, p: 1 };
  const [salt, nonce] = [random(saltBytes), random(nonceBytes)];
  const head = `${header}\n${key.public.text}\nscrypt ${cost.logN} ${blockSize} ${cost.p} ${base64(salt)}\n`;
  const secret = await secretOf(passphrase, salt, cost);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(Buffer.from(head));
  const sealed = Buffer.concat([cipher.update(exportSigningKey(key)), cipher.final(), cipher.getAuthTag()]);
  secret.fill(0);
  const text = `${head}aes-256-gcm ${base64(nonce)} ${base64(sealed)}\n`;
  return `${text}sha256 ${hash('sha256', text, 'hex')}\n`;
}

/**
 * @throws `release.sealed-key-damaged`, `release.passphrase-wrong`; nothing of the key or the passphrase is in them
 */
export async function openSealedKey(text: string, passphrase: string): Promise<SigningKey> {
  const { public: named, cost, salt, nonce, sealed, tag, head } = readSealedKey(text);
  const secret = await secretOf(passphrase.slice(0, 2 * mostPassphrase), salt, cost);
  const decipher = createDecipheriv('aes-256-gcm', secret, nonce).setAAD(Buffer.from(head)).setAuthTag(tag);
  const pem = decipher.update(sealed);
  try {
    decipher.final();
  } catch {
    throw releaseErrors.passphraseWrong();
  } finally {
    secret.fill(0);
  }
  const key = importSigningKey(pem.toString());
  pem.fill(0);
  if (key.public.keyid !== named.keyid)
    throw releaseErrors.sealedKeyDamaged({ reason: 'another key than it names is in it' });
  return key;
}

/** Which key is in there: told without the passphrase. @throws `release.sealed-key-damaged` */
export const publicOfSealedKey = (text: string): PublicKey => readSealedKey(text).public;

function readSealedKey(source: string): SealedKey {
  // Tools and mail bring lines to other ends.
  const text = `${source.slice(0, maxTextLength).replace(/\r\n?/g, '\n').trim()}\n`;
  const [, key = '', logN, p, salt, nonce, sealed, sum] = grammar.exec(text) ?? [];
  if (sum === undefined) throw damaged('it has not the form of one');
  const lines = text.split('\n');
  if (hash('sha256', `${lines.slice(0, 4).join('\n')}\n`, 'hex') !== sum)
    throw damaged('it is not as it was written');
  const cost = { logN: Number(logN), p: Number(p) };
  if (cost.logN < leastLogN || cost.logN > mostLogN || cost.p < 1 || cost.p > mostP)
    throw damaged(
      `it asks for ${cost.p} times 2^${cost.logN} steps of scrypt, and only 1 to ${mostP} times 2^${leastLogN} to 2^${mostLogN} are taken`,
    );
  const bytes = partOf(sealed);
  return {
    public: readSigningKey(key),
    cost,
    salt: partOf(salt, saltBytes),
    nonce: partOf(nonce, nonceBytes),
    sealed: bytes.subarray(0, -tagBytes),
    tag: bytes.subarray(-tagBytes),
    head: `${lines.slice(0, 3).join('\n')}\n`,
  };
}

function partOf(text = '', length?: number): Uint8Array {
  const bytes = readBase64(text, 'base64');
  if (!bytes || (length !== undefined && bytes.length !== length)) throw damaged('its base64 is wrong');
  return bytes;
}

const damaged = (reason: string): Error => releaseErrors.sealedKeyDamaged({ reason });

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function secretOf(passphrase: string, salt: Uint8Array, { logN, p }: Cost): Promise<Buffer> {
  const cost = 2 ** logN;
  const options = { N: cost, r: blockSize, p, maxmem: 2 * 128 * cost * blockSize };
  return new Promise((resolve, reject) => {
    scrypt(normal(passphrase), salt, 32, options, (error, secret) =>
      error ? reject(error) : resolve(secret),
    );
  });
}
