import { sign, verify } from 'node:crypto';
import type { PublicKey, SigningKey } from './keys.ts';

/** A text and who signed it. @see https://c2sp.org/signed-note */
export interface SignedNote {
  /** With its last newline: the bytes that were signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** Which key of this name: 8 hexadecimal digits. */
  readonly id: string;
  readonly signature: Uint8Array;
}

const idBytes = 4;
const maxSignatures = 32;
const signatureLine = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/;

/**
 * A signature alone: Ed25519, 64 bytes, in base64.
 *
 * @param text begins with a line that says what it is, so that it cannot be taken for anything else that the key signs
 */
export const signText = (text: string, key: SigningKey): string =>
  sign(null, Buffer.from(text), key.privateKey).toString('base64');

/** @param signature as {@link signText} writes it, in no other way */
export function isTextSignedBy(text: string, signature: string, key: PublicKey): boolean {
  const bytes = Buffer.from(signature, 'base64');
  return bytes.toString('base64') === signature && verify(null, Buffer.from(text), key.key, bytes);
}

/** @param text ends with a newline, and has no control characters but newlines */
export function signNote(text: string, key: SigningKey): string {
  const signature = Buffer.from(signText(text, key), 'base64');
  const bytes = Buffer.concat([Buffer.from(key.public.id, 'hex'), signature]);
  return `${text}\n\u2014 ${key.public.name} ${bytes.toString('base64')}\n`;
}

/** @returns undefined if it is no signed note */
export function readNote(note: string): SignedNote | undefined {
  const end = note.lastIndexOf('\n\n');
  if (end < 1 || !note.endsWith('\n')) return undefined;
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > maxSignatures) return undefined;
  const signatures = lines.flatMap((line): NoteSignature[] => {
    const [, name, base64] = signatureLine.exec(line) ?? [];
    if (!name || !base64) return [];
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.length <= idBytes || bytes.toString('base64') !== base64) return [];
    return [{ name, id: bytes.toString('hex', 0, idBytes), signature: bytes.subarray(idBytes) }];
  });
  return signatures.length === lines.length ? { text: note.slice(0, end + 1), signatures } : undefined;
}

/** Whether this very key signed it: at least one signature of it, and none that is wrong. */
export function isSignedBy({ text, signatures }: SignedNote, key: PublicKey): boolean {
  const own = signatures.filter(({ name, id }) => name === key.name && id === key.id);
  const bytes = Buffer.from(text);
  return own.length > 0 && own.every(({ signature }) => verify(null, bytes, key.key, signature));
}
