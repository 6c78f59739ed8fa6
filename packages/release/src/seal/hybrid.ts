import { CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { releaseErrors } from '../errors.ts';
import { keyBytes, type PublicKey, type Random } from '../keys/key-pair.ts';
import type { SealingKey } from '../keys/keys.ts';
import { chaCha20Poly1305 } from './chacha20-poly1305.ts';

/** What only the holder of a key opens: the sender's half of the exchange, and the text with its tag. */
export interface HybridBox {
  readonly enc: Uint8Array;
  readonly text: Uint8Array;
}

/** What has to be the same on both sides: what it is for, and what it goes with. */
export interface HybridContext {
  readonly info: Uint8Array;
  readonly additional: Uint8Array;
}

/** DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305. @see RFC 9180, base mode */
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: chaCha20Poly1305,
});

/**
 * @param random gives the 32 bytes that the key of this one box comes from: never the same ones twice
 * @see RFC 9180, sections 6.1 and 7.1.3
 * @throws `release.key-invalid` if nothing can be sealed for this key (a point of low order)
 */
export async function sealHybrid(
  text: Uint8Array,
  to: PublicKey,
  { info, additional }: HybridContext,
  random: Random,
): Promise<HybridBox> {
  try {
    const recipientPublicKey = await suite.kem.deserializePublicKey(to.bytes);
    const ekm = random(keyBytes);
    const { enc, ct } = await suite.seal({ recipientPublicKey, info, ekm }, text, additional);
    return { enc: new Uint8Array(enc), text: new Uint8Array(ct) };
  } catch {
    throw releaseErrors.keyInvalid({ reason: 'nothing can be sealed for it' });
  }
}

/** @throws `release.seal-broken`, whatever does not fit: the box, the context or the key */
export async function openHybrid(
  { enc, text }: HybridBox,
  { privateKey }: SealingKey,
  { info, additional }: HybridContext,
): Promise<Uint8Array> {
  try {
    const recipientKey = await suite.kem.importKey('jwk', privateKey.export({ format: 'jwk' }), false);
    return new Uint8Array(await suite.open({ recipientKey, enc, info }, text, additional));
  } catch {
    throw releaseErrors.sealBroken();
  }
}
