/** A blob as the manifest signs it: SHA-256 of its bytes in hexadecimal, and how many they are. */
export interface SignedBlob {
  readonly digest: string;
  readonly size: number;
}

/** The envelope with the signed manifest: always the first entry. */
export const manifestName = 'manifest.json';
/** The chain of newer trust, one envelope in each line: the second entry, where there is one. */
export const trustName = 'trust.jsonl';

/** Eleven octal digits, what the header of a tar entry has room for: 8 GiB less one byte. */
export const largestBlob = 0o77777777777;

export const blobName = (digest: string): string => `blobs/sha256/${digest}`;

const blobPattern = /^blobs\/sha256\/([0-9a-f]{64})$/;

/** The digest that the name of an entry says, if it is the name of a blob. */
export const digestOf = (name: string): string | undefined => blobPattern.exec(name)?.[1];

/** Each blob once, in the order of the bundle. Parts with the same bytes share a blob. */
export function inBundleOrder<Blob extends SignedBlob>(blobs: Iterable<Blob>): readonly Blob[] {
  const byDigest = new Map<string, Blob>();
  for (const blob of blobs) if (!byDigest.has(blob.digest)) byDigest.set(blob.digest, blob);
  return [...byDigest.values()].sort((one, other) => (one.digest < other.digest ? -1 : 1));
}

/** What a device still has to fetch of a release, in the order of the bundle: blobs are known by their content. */
export const missingBlobs = <Blob extends SignedBlob>(
  parts: Iterable<Blob>,
  known: ReadonlySet<string>,
): readonly Blob[] => inBundleOrder(parts).filter(({ digest }) => !known.has(digest));
