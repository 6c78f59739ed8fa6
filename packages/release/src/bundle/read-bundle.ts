import { maxEnvelopeBytes } from '../document/envelope.ts';
import { manifestDocument } from '../document/manifest.ts';
import { releaseErrors } from '../errors.ts';
import { BlobCheck } from './blob-check.ts';
import { ByteReader } from './byte-reader.ts';
import { blockSize, type Entry, paddingOf, readHeader } from './header.ts';
import { digestOf, inBundleOrder, manifestName, type SignedBlob, trustName } from './names.ts';

/** How many bytes a text before the blobs may have: nothing says yet how many it should. */
const longestManifest = maxEnvelopeBytes(manifestDocument.maxBytes);
const longestTrust = 1024 * 1024;

/** A blob on its way. What is left of its content when the next one is asked for is checked all the same. */
export interface BundledBlob extends SignedBlob {
  /** To be read once. It is whole and as signed only if it ends without an error. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** A bundle whose first entries are read: who opened it checks them, then asks for the blobs that they sign. */
export interface OpenBundle {
  /** The text of the envelope, as it stands: nothing of it is checked but its length. */
  readonly manifest: string;
  /** The text of the chain of newer trust, if there is one, as it stands. */
  readonly trust: string | undefined;
  /**
   * Exactly the blobs that are signed, in the order of their digests, and then the end of the file. It reads no further
   * than they reach, and holds one chunk of the source. Once.
   *
   * @throws `release.bundle-…`, `release.blob-digest`: at the first byte that is not as it has to be
   */
  blobs(signed: Iterable<SignedBlob>): AsyncGenerator<BundledBlob, void, undefined>;
  /** Lets go of the source. The end of `blobs` does it, too. */
  close(): Promise<void>;
}

/**
 * Begins to read a bundle: the manifest, and the trust if there is one.
 *
 * @param source a stream of Node.js, or any other chunks of bytes. Its own errors (a disk, a connection) pass through.
 * @throws `release.bundle-…`; the source is closed then
 */
export async function openBundle(source: AsyncIterable<Uint8Array>): Promise<OpenBundle> {
  const reader = new BundleReader(source);
  try {
    await reader.begin();
    return reader;
  } catch (error) {
    await reader.close();
    throw error;
  }
}

class BundleReader implements OpenBundle {
  readonly #bytes: ByteReader;
  /** The header that comes next; nothing at the end of the archive. */
  #next: Entry | undefined;
  manifest = '';
  trust: string | undefined;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#bytes = new ByteReader(source);
  }

  async begin(): Promise<void> {
    const first = await this.#header();
    if (first?.name !== manifestName) throw releaseErrors.bundleBegin();
    this.manifest = await this.#text(first.size, longestManifest);
    const second = await this.#header();
    if (second?.name !== trustName) return;
    this.trust = await this.#text(second.size, longestTrust);
    await this.#header();
  }

  async *blobs(signed: Iterable<SignedBlob>): AsyncGenerator<BundledBlob, void, undefined> {
    try {
      const expected = inBundleOrder(signed);
      const digests = new Set(expected.map(({ digest }) => digest));
      for (const blob of expected) {
        this.#checkNext(blob, digests);
        const content = new BlobContent(this.#bytes, blob);
        yield { digest: blob.digest, size: blob.size, content };
        await content.finish();
        await this.#padding(blob.size);
        await this.#header();
      }
      if (this.#next) throw this.#surplus(this.#next, digests);
      await this.#end();
    } finally {
      await this.close();
    }
  }

  close(): Promise<void> {
    return this.#bytes.close();
  }

  /** @throws if what comes is not this blob, with the reason */
  #checkNext({ digest, size }: SignedBlob, digests: ReadonlySet<string>): void {
    if (!this.#next) throw releaseErrors.bundleMissing({ digest });
    const found = digestOf(this.#next.name);
    if (found === digest) {
      if (this.#next.size !== size) throw releaseErrors.blobSize({ digest, size });
      return;
    }
    // A blob that is signed, and was not there yet, comes too early: the one that should be here is not.
    if (found !== undefined && digests.has(found) && found > digest)
      throw releaseErrors.bundleMissing({ digest });
    throw this.#surplus(this.#next, digests);
  }

  /** Why an entry has no business here. */
  #surplus({ name }: Entry, digests: ReadonlySet<string>): Error {
    const found = digestOf(name);
    if (found !== undefined && !digests.has(found)) return releaseErrors.bundleExtra({ digest: found });
    if (name === trustName && this.trust === undefined) return releaseErrors.bundleOrder();
    return releaseErrors.bundleDuplicate();
  }

  async #header(): Promise<Entry | undefined> {
    this.#next = readHeader(await this.#bytes.take(blockSize));
    return this.#next;
  }

  async #text(size: number, most: number): Promise<string> {
    if (size > most) throw releaseErrors.bundleLong({ most });
    const bytes = await this.#bytes.take(size);
    await this.#padding(size);
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw releaseErrors.bundleText();
    }
  }

  async #padding(size: number): Promise<void> {
    const padding = await this.#bytes.take(paddingOf(size));
    if (padding.some((byte) => byte !== 0)) throw releaseErrors.bundlePadding();
  }

  /** After the first block of zeros: the second one, then nothing. */
  async #end(): Promise<void> {
    const last = await this.#bytes.take(blockSize);
    if (last.some((byte) => byte !== 0) || (await this.#bytes.some(1))) throw releaseErrors.bundleTrailing();
  }
}

/** The bytes of one blob, checked on their way whoever reads them. */
class BlobContent implements AsyncIterable<Uint8Array> {
  readonly #bytes: ByteReader;
  readonly #check: BlobCheck;
  #left: number;
  #isFinished = false;

  constructor(bytes: ByteReader, blob: SignedBlob) {
    this.#bytes = bytes;
    this.#check = new BlobCheck(blob);
    this.#left = blob.size;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    if (this.#isFinished) throw releaseErrors.bundleOvertaken();
    for (let chunk = await this.#pull(); chunk; chunk = await this.#pull()) {
      yield chunk;
      if (this.#isFinished) throw releaseErrors.bundleOvertaken();
    }
  }

  /** Reads on to the end, whatever was read before. */
  async finish(): Promise<void> {
    while (await this.#pull());
    this.#isFinished = true;
  }

  /** @returns nothing at the end, which is then checked. A chunk that completes the blob is given only if all is well. */
  async #pull(): Promise<Uint8Array | undefined> {
    if (this.#left === 0) {
      this.#check.end();
      return undefined;
    }
    const chunk = await this.#bytes.some(this.#left);
    if (!chunk) throw releaseErrors.bundleCut();
    this.#left -= chunk.length;
    this.#check.update(chunk);
    return chunk;
  }
}
