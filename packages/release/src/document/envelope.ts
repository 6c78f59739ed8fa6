import { sign, verify } from 'node:crypto';
import { canonicalText } from '@millwright/schema';
import * as v from 'valibot';
import { readBase64 } from '../base64.ts';
import { readJson } from '../canonical.ts';
import { releaseErrors } from '../errors.ts';
import type { PublicKey } from '../keys/key-pair.ts';
import type { SigningKey } from '../keys/keys.ts';

/**
 * A payload, what kind it is, and who signed both: DSSE, of which this is a stricter form. It is canonical JSON with no
 * other members, in standard base64, signatures are in the order of their keys, one each. So there is one text of an
 * envelope.
 *
 * @see https://github.com/secure-systems-lab/dsse/blob/master/envelope.md
 */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly EnvelopeSignature[];
}

export interface EnvelopeSignature {
  readonly keyid: string;
  readonly signature: Uint8Array;
}

const maxSignatures = 32;
const signatureBytes = 64;
/** More than the names, the type and the signatures of an envelope take. */
const wrapping = 8192;

const envelopeSchema = v.strictObject({
  payloadType: v.pipe(v.string(), v.maxLength(100)),
  payload: v.string(),
  signatures: v.pipe(
    v.array(
      v.strictObject({
        keyid: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
        sig: v.pipe(v.string(), v.length(88)),
      }),
    ),
    v.maxLength(maxSignatures),
  ),
});

/** What is signed. @see https://github.com/secure-systems-lab/dsse/blob/master/protocol.md */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = Buffer.from(payloadType);
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `),
    type,
    Buffer.from(` ${payload.length} `),
    payload,
  ]);
}

/** The text of an envelope. @param keys each once; with none it is unsigned, and believed by nobody */
export function signEnvelope(payloadType: string, payload: Uint8Array, keys: readonly SigningKey[]): string {
  const signed = preAuthEncoding(payloadType, payload);
  return envelopeText({
    payloadType,
    payload,
    signatures: keys.map(({ public: { keyid }, privateKey }) => ({
      keyid,
      signature: sign(null, signed, privateKey),
    })),
  });
}

/** Another signature beside those that are there: people who sign the same need not be in one room. */
export const addSignature = (envelope: Envelope, { public: { keyid }, privateKey }: SigningKey): string =>
  envelopeText({
    ...envelope,
    signatures: [
      ...envelope.signatures.filter((other) => other.keyid !== keyid),
      { keyid, signature: sign(null, preAuthEncoding(envelope.payloadType, envelope.payload), privateKey) },
    ],
  });

const envelopeText = ({ payloadType, payload, signatures }: Envelope): string =>
  canonicalText({
    payloadType,
    payload: Buffer.from(payload).toString('base64'),
    signatures: signatures
      .toSorted((one, other) => (one.keyid < other.keyid ? -1 : 1))
      .map(({ keyid, signature }) => ({ keyid, sig: Buffer.from(signature).toString('base64') })),
  }) ?? '';

/** How many bytes an envelope can have. @param payloadBytes how many its payload can have */
export const maxEnvelopeBytes = (payloadBytes: number): number => Math.ceil(payloadBytes / 3) * 4 + wrapping;

/**
 * Reads an envelope and believes nothing of it yet.
 *
 * @param source text, or its UTF-8 bytes
 * @param kind for the messages
 * @param payloadBytes how large the payload may be: nothing larger is looked into
 * @throws `release.too-large`, `release.envelope-invalid`
 */
export function readEnvelope(source: string | Uint8Array, kind: string, payloadBytes: number): Envelope {
  if (source.length > maxEnvelopeBytes(payloadBytes))
    throw releaseErrors.tooLarge({ kind, limit: payloadBytes });
  const json = readJson(source);
  if (!json) throw releaseErrors.envelopeInvalid({ reason: 'it is not JSON in UTF-8' });
  const { success, output } = v.safeParse(envelopeSchema, json.value, { abortEarly: true });
  if (!success)
    throw releaseErrors.envelopeInvalid({ reason: 'it has not the members of an envelope, and only those' });
  if (!json.isCanonical) throw releaseErrors.notCanonical({ kind: 'envelope' });
  const payload = readBase64(output.payload, 'base64');
  const signatures = output.signatures.map(({ keyid, sig }) => ({ keyid, bytes: readBase64(sig, 'base64') }));
  if (!payload || signatures.some(({ bytes }) => bytes?.length !== signatureBytes))
    throw releaseErrors.envelopeInvalid({ reason: 'its base64 is not as it has to be' });
  if (payload.length > payloadBytes) throw releaseErrors.tooLarge({ kind, limit: payloadBytes });
  if (signatures.some(({ keyid }, at) => at > 0 && keyid <= (signatures[at - 1]?.keyid ?? '')))
    throw releaseErrors.envelopeInvalid({
      reason: 'its signatures are not in order, or one key signed twice',
    });
  return {
    payloadType: output.payloadType,
    payload,
    signatures: signatures.map(({ keyid, bytes = new Uint8Array() }) => ({ keyid, signature: bytes })),
  };
}

/** Whose signatures count, and how many of them it takes. */
export interface Signers {
  readonly keys: readonly PublicKey[];
  /** At least 1. */
  readonly threshold: number;
  /** Key ids that must never count again. */
  readonly revoked?: readonly string[];
}

/**
 * The key ids of those that count and signed. A signature of a key that counts has to be right; those of others say
 * nothing.
 *
 * @throws `release.unsigned`, `release.signature-wrong`, `release.key-revoked`, `release.wrong-key`,
 * `release.too-few-signatures`
 */
export function checkSignatures(
  { payloadType, payload, signatures }: Envelope,
  kind: string,
  { keys, threshold, revoked = [] }: Signers,
): readonly string[] {
  if (signatures.length === 0) throw releaseErrors.unsigned({ kind });
  const signed = preAuthEncoding(payloadType, payload);
  const counting = keys.filter(({ keyid }) => !revoked.includes(keyid));
  const signers = new Set<string>();
  for (const { keyid, signature } of signatures) {
    const key = counting.find((other) => other.keyid === keyid);
    if (!key) continue;
    if (!verify(null, signed, key.key, signature)) throw releaseErrors.signatureWrong({ kind });
    signers.add(keyid);
  }
  if (signers.size >= Math.max(1, threshold)) return [...signers];
  if (signers.size > 0)
    throw releaseErrors.tooFewSignatures({ kind, found: signers.size, needed: threshold });
  const taken = signatures.find(({ keyid }) => revoked.includes(keyid));
  throw taken ? releaseErrors.keyRevoked({ keyid: taken.keyid }) : releaseErrors.wrongKey({ kind });
}
