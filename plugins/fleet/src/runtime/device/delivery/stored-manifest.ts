import {
  digestOf,
  type Manifest,
  manifestDocument,
  maxEnvelopeBytes,
  readEnvelopeOf,
  releaseErrors,
} from '@millwright/release';

const { kind, maxBytes } = manifestDocument;
/** Bytes. */
export const longestEnvelope = maxEnvelopeBytes(maxBytes);

/**
 * What a manifest says that is the one of this digest. Nothing of it is believed but that: the hub wants the one of this digest,
 * so it can be taken for the list of what to fetch.
 *
 * @throws as the reading of an envelope and of a document, `release.mixed` if it is another one
 */
export function readManifest(content: Uint8Array, digest: string): Manifest {
  const { payload } = readEnvelopeOf(manifestDocument, content);
  if (digestOf(payload) !== digest)
    throw releaseErrors.mixed({ reason: 'the hub wants another release than this one' });
  return manifestDocument.decode(payload);
}

/** A whole envelope of a manifest, and never more than one has. @throws `release.too-large`, or what the source throws */
export async function envelopeIn(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const kept: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > longestEnvelope) throw releaseErrors.tooLarge({ kind, limit: longestEnvelope });
    kept.push(chunk);
  }
  return Buffer.concat(kept);
}
