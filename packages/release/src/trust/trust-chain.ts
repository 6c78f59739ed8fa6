import { digestOf, readEnvelopeOf } from '../document/document.ts';
import { checkSignatures, type Envelope } from '../document/envelope.ts';
import { releaseErrors } from '../errors.ts';
import { isOneKey, signersOf, type Trust, trustDocument, trustRoles } from './trust.ts';

/** The trust that a hub or a device goes by. Plain JSON: what it keeps. */
export interface HeldTrust {
  readonly trust: Trust;
  /** SHA-256 of its payload, in hexadecimal. */
  readonly digest: string;
}

/**
 * The trust that a device begins with: it is the very one that the enrolment code names, whatever its version.
 *
 * @param pin SHA-256 of its payload, from the enrolment code
 * @throws `release.another-hub`, or as {@link nextTrust} for a trust that is not whole
 */
export function firstTrust(source: string | Uint8Array, pin: string): HeldTrust {
  const { envelope, held } = read(source);
  if (held.digest !== pin) throw releaseErrors.anotherHub({ reason: 'its trust is another one' });
  checkAllSign(envelope, held.trust, []);
  return held;
}

/**
 * The trust after the one that holds. It is signed by as many keys of each role as that one wants, and as it wants
 * itself: so a thief of one role's key cannot change who counts, and who is named holds his key.
 *
 * A document says its version before anybody has signed for it, so that an old one is told from a forged one; nothing
 * else of it is believed until then.
 *
 * @see https://theupdateframework.github.io/specification/latest/#update-root
 * @returns what holds, if it is given again
 * @throws `release.trust-older`, `release.trust-forked`, `release.trust-skipped`, `release.trust-revives`,
 * `release.one-key`, or as `openDocument` and `checkSignatures`
 */
export const nextTrust = (held: HeldTrust, source: string | Uint8Array): HeldTrust =>
  follows(held, read(source));

function follows(held: HeldTrust, { envelope, held: next }: Read): HeldTrust {
  const [found, known] = [next.trust.version, held.trust.version];
  if (next.digest === held.digest) return held;
  if (found < known) throw releaseErrors.trustOlder({ found, known });
  if (found === known) throw releaseErrors.trustForked({ version: found });
  if (found > known + 1) throw releaseErrors.trustSkipped({ found, known });
  for (const trust of [held.trust, next.trust]) checkAllSign(envelope, trust, held.trust.revoked);
  const revived = held.trust.revoked.find((keyid) => !next.trust.revoked.includes(keyid));
  if (revived !== undefined) throw releaseErrors.trustRevives({ keyid: revived });
  if (isOneKey(next.trust) && !isOneKey(held.trust)) throw releaseErrors.oneKey();
  return next;
}

/**
 * Follows a chain step by step. It may begin with versions that were passed long ago, as the one in an old bundle does:
 * those are left alone, since nobody goes back to them.
 *
 * @param chain one version after the other
 * @throws as {@link nextTrust}
 */
export function followTrust(held: HeldTrust, chain: readonly (string | Uint8Array)[]): HeldTrust {
  let [current, before] = [held, 0];
  for (const source of chain) {
    const given = read(source);
    const { version } = given.held.trust;
    if (before > 0 && version !== before + 1)
      throw releaseErrors.trustSkipped({ found: version, known: before });
    before = version;
    if (version >= held.trust.version) current = follows(current, given);
  }
  return current;
}

/** A chain as a file has it: one envelope in each line. */
export const trustChainText = (chain: readonly string[]): string =>
  chain.map((envelope) => `${envelope}\n`).join('');

/**
 * The envelopes in such a text; nothing of them is believed yet.
 *
 * @throws `release.envelope-invalid` if there is anything else in it, were it an empty line
 */
export function readTrustChain(text: string): readonly string[] {
  const chain = text.split('\n').slice(0, -1);
  if (trustChainText(chain) !== text || chain.includes(''))
    throw releaseErrors.envelopeInvalid({ reason: 'not every line of the chain is one' });
  return chain;
}

/** A trust as it stands in its envelope; nobody has looked at its signatures yet. */
interface Read {
  readonly envelope: Envelope;
  readonly held: HeldTrust;
}

function read(source: string | Uint8Array): Read {
  const envelope = readEnvelopeOf(trustDocument, source);
  const trust = trustDocument.decode(envelope.payload);
  return { envelope, held: { trust, digest: digestOf(envelope.payload) } };
}

/** A key is told to be revoked only by the trust before: this one may be what revokes it, and be signed by it once more. */
function checkAllSign(envelope: Envelope, trust: Trust, revoked: readonly string[]): void {
  for (const role of trustRoles) checkSignatures(envelope, 'trust', { ...signersOf(trust, role), revoked });
}
