import {
  digestOf,
  firstTrust,
  followTrust,
  type HeldTrust,
  isOneKey,
  readEnvelopeOf,
  type SigningKey,
  signDocument,
  type Trust,
  trustDocument,
} from '@millwright/release';

/** A version of the trust as the store has it. */
export interface StoredTrust {
  readonly version: number;
  readonly envelope: string;
  readonly state: string;
}

/** The trust that devices follow, and what may wait for a signature. */
export interface LoadedTrust {
  /** From the first version to the one that counts, in envelopes. */
  readonly chain: readonly string[];
  /** Undefined until the first version is signed by all. */
  readonly held: HeldTrust | undefined;
  readonly draft: StoredTrust | undefined;
}

/** Reads what the store has as a device would. @throws as `firstTrust` and `followTrust` for what was altered */
export function loadTrust(rows: readonly StoredTrust[]): LoadedTrust {
  const chain = rows.filter(({ state }) => state !== 'draft').map(({ envelope }) => envelope);
  const [first, ...later] = chain;
  return {
    chain,
    held: first === undefined ? undefined : followTrust(firstTrust(first, payloadDigest(first)), later),
    draft: rows.find(({ state }) => state === 'draft'),
  };
}

/** SHA-256 of what an envelope holds; of its signatures nothing is believed. @throws as `readEnvelopeOf` */
export const payloadDigest = (envelope: string): string =>
  digestOf(readEnvelopeOf(trustDocument, envelope).payload);

/** The first version, signed by whoever is at hand. @param release as text: `ed25519:…` */
export function makeTrust(
  created: number,
  hub: SigningKey,
  release: string,
  signers: readonly SigningKey[],
): string {
  const role = (key: string) => ({ keys: [key], threshold: 1 });
  const roles = { release: role(release), hub: role(hub.public.text) };
  return signDocument(trustDocument, { format: 1, version: 1, created, roles, revoked: [] }, signers);
}

/** Of the trust that counts, or of the draft while none does. */
export function trustOf({ held, draft }: LoadedTrust): Trust | undefined {
  if (held) return held.trust;
  return draft && trustDocument.decode(readEnvelopeOf(trustDocument, draft.envelope).payload);
}

/** How releases are signed, by what the trust says and whether the release key lies here. */
export function modeOf(trust: Trust, hasReleaseKey: boolean): 'one-key' | 'sealed' | 'elsewhere' {
  if (isOneKey(trust)) return 'one-key';
  return hasReleaseKey ? 'sealed' : 'elsewhere';
}
