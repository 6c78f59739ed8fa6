import { createHash } from 'node:crypto';
import { releaseErrors } from '../errors.ts';
import type { SignedBlob } from './names.ts';

/** Compares bytes, as they come, with the size and the digest that are signed. */
export class BlobCheck {
  readonly #hash = createHash('sha256');
  readonly #blob: SignedBlob;
  #seen = 0;

  constructor(blob: SignedBlob) {
    this.#blob = blob;
  }

  /** @throws `release.blob-size` as soon as there is one byte too many */
  update(chunk: Uint8Array): void {
    this.#seen += chunk.length;
    if (this.#seen > this.#blob.size) throw releaseErrors.blobSize(this.#sizes());
    this.#hash.update(chunk);
  }

  /** @throws `release.blob-size` if bytes are missing, `release.blob-digest` if they are others */
  end(): void {
    const { digest, size } = this.#blob;
    if (this.#seen !== size) throw releaseErrors.blobSize(this.#sizes());
    if (this.#hash.copy().digest('hex') !== digest) throw releaseErrors.blobDigest({ digest });
  }

  #sizes(): { digest: string; size: number } {
    return { digest: this.#blob.digest, size: this.#blob.size };
  }
}

/**
 * The same bytes, checked while they pass: what a device fetches one by one. Nothing of it may be used before the end
 * was reached without an error.
 *
 * @throws `release.blob-size`, `release.blob-digest`
 */
export async function* checkedBlob(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  blob: SignedBlob,
): AsyncGenerator<Uint8Array, void, undefined> {
  const check = new BlobCheck(blob);
  for await (const chunk of source) {
    check.update(chunk);
    yield chunk;
  }
  check.end();
}
