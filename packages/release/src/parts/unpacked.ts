import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isCodedError } from '@millwright/schema';
import { checkedBlob } from '../bundle/blob-check.ts';
import type { Part } from '../document/manifest.ts';
import { releaseErrors } from '../errors.ts';
import { largestRatio } from './packed.ts';

type Source = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** What is unpacked into memory at once: flows, lists, checks. The largest flows that are known have 20 MB. */
const largestInMemory = 64 * 1024 * 1024;

/**
 * The content of a part, on its way: checked as it is stored and as it is unpacked, and never further than is signed.
 *
 * @throws `release.part-bomb` before or as soon as there is more than is signed, or more than a hundredfold;
 *   `release.part-damaged`; `release.blob-size`, `release.blob-digest`
 */
export async function* unpacked(
  source: Source,
  part: Pick<Part, 'digest' | 'size' | 'contentSize' | 'encoding'>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { digest, size, contentSize, encoding } = part;
  if (contentSize > size * (encoding === 'gzip' ? largestRatio : 1)) throw releaseErrors.partBomb({ digest });
  const stored = checkedBlob(source, part);
  let seen = 0;
  for await (const chunk of encoding === 'gzip' ? gunzipped(stored, digest) : stored) {
    seen += chunk.length;
    if (seen > contentSize) throw releaseErrors.partBomb({ digest });
    yield chunk;
  }
  if (seen !== contentSize) throw releaseErrors.partDamaged({ digest });
}

/** The whole content of a part that is small. @throws as {@link unpacked}; `release.part-large` above 64 MiB */
export async function contentOf(
  source: Source,
  part: Pick<Part, 'digest' | 'size' | 'contentSize' | 'encoding'>,
): Promise<Buffer> {
  if (part.contentSize > largestInMemory) throw releaseErrors.partLarge({ most: largestInMemory });
  const chunks: Uint8Array[] = [];
  for await (const chunk of unpacked(source, part)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * Unpacks what gzip packed, without a limit: who reads it counts.
 *
 * @param digest for the message
 * @throws `release.part-damaged`, or what the source throws
 */
export async function* gunzipped(
  source: Source,
  digest: string | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const gunzip = createGunzip();
  const input = Readable.from(source, { objectMode: false });
  input.once('error', (error) => gunzip.destroy(error));
  input.pipe(gunzip);
  try {
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) yield chunk;
  } catch (error) {
    const isOfZlib = error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));
    throw isOfZlib && !isCodedError(error) ? releaseErrors.partDamaged({ digest }) : error;
  } finally {
    input.destroy();
    gunzip.destroy();
  }
}
