import { BlobCheck } from './blob-check.ts';
import { blockSize, endOfArchive, entryHeader, paddingOf } from './header.ts';
import { blobName, inBundleOrder, manifestName, type SignedBlob, trustName } from './names.ts';

/** A blob, and where its bytes are: they are asked for once, when it is their turn. */
export interface StoredBlob extends SignedBlob {
  readonly content: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export interface BundleInput<Blob extends SignedBlob = StoredBlob> {
  /** The envelope with the signed manifest, as text. */
  readonly manifest: string;
  /** The chain of newer trust, as text. */
  readonly trust?: string | undefined;
  /** Those of the manifest's parts, in any order. */
  readonly blobs: Iterable<Blob>;
}

/**
 * Writes a bundle. The same input gives the same bytes.
 *
 * @throws `release.blob-size`, `release.blob-digest` where a content is not what is signed: the file is then cut off
 *   before the end of that blob, and no reader takes it
 */
export async function* writeBundle(input: BundleInput): AsyncGenerator<Uint8Array, void, undefined> {
  for (const [name, text] of texts(input)) {
    const bytes = Buffer.from(text);
    yield Buffer.concat([entryHeader(name, bytes.length), bytes, Buffer.alloc(paddingOf(bytes.length))]);
  }
  for (const { digest, size, content } of inBundleOrder(input.blobs)) {
    yield entryHeader(blobName(digest), size);
    const check = new BlobCheck({ digest, size });
    for await (const chunk of content()) {
      check.update(chunk);
      yield chunk;
    }
    check.end();
    if (paddingOf(size) > 0) yield Buffer.alloc(paddingOf(size));
  }
  yield endOfArchive;
}

/** How long the bundle will be, in bytes, before it is written: what a hub tells a device to expect. */
export function bundleSize(input: BundleInput<SignedBlob>): number {
  const sizes = [
    ...texts(input).map(([, text]) => Buffer.byteLength(text)),
    ...inBundleOrder(input.blobs).map(({ size }) => size),
  ];
  return sizes.reduce((sum, size) => sum + blockSize + size + paddingOf(size), endOfArchive.length);
}

const texts = ({ manifest, trust }: BundleInput<SignedBlob>): readonly (readonly [string, string])[] => [
  [manifestName, manifest],
  ...(trust === undefined ? [] : [[trustName, trust] as const]),
];
