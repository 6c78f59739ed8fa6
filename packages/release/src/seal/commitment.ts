import { createHash, timingSafeEqual } from 'node:crypto';
import { canonicalText } from '@millwright/schema';
import { releaseErrors } from '../errors.ts';
import type { Random } from '../keys/key-pair.ts';

/** Of each node, by its id, what Node-RED keeps in its file of credentials, decrypted. */
export type Credentials = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The credentials of a release, and the random bytes without which nobody can tell whether a guess is right. */
export interface CommittedCredentials {
  readonly credentials: Credentials;
  readonly nonce: Uint8Array;
}

export const nonceBytes = 32;

/** The nonce that goes with the credentials of one release. */
export const committed = (credentials: Credentials, random: Random): CommittedCredentials => ({
  credentials,
  nonce: random(nonceBytes),
});

/**
 * What a manifest says of the credentials: SHA-256 of the nonce and their canonical JSON (RFC 8785), in hexadecimal.
 *
 * @throws `release.credentials-invalid` if they are no JSON
 */
export function commitmentTo({ credentials, nonce }: CommittedCredentials): string {
  const text = canonicalText(credentials);
  if (text === undefined) throw releaseErrors.credentialsInvalid();
  return createHash('sha256').update(nonce).update(text).digest('hex');
}

/** Whether these are the credentials that a manifest means. */
export function fitsCommitment(given: CommittedCredentials, commitment: string): boolean {
  const [own, meant] = [Buffer.from(commitmentTo(given)), Buffer.from(commitment)];
  return own.length === meant.length && timingSafeEqual(own, meant);
}
