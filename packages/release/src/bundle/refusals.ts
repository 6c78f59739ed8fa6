import type { SignedBlob } from './names.ts';

/** The beginning of a digest, which is enough to find it. */
const short = (digest: string): string => digest.slice(0, 12);

/** Why a bundle, or a blob of one, is refused. No message repeats a name of an entry: it may be anything. */
export const bundleRefusals = {
  blobDigest: {
    status: 422,
    family: 'caller',
    message: ({ digest }: Pick<SignedBlob, 'digest'>) =>
      `The bytes of blob ${short(digest)} are not the ones that are signed`,
  },
  blobSize: {
    status: 422,
    family: 'caller',
    message: ({ digest, size }: SignedBlob) =>
      `Blob ${short(digest)} does not have the ${size} bytes that are signed`,
  },
  bundleBegin: {
    status: 422,
    family: 'caller',
    message: () => 'The first entry of the bundle is not its manifest',
  },
  bundleCut: {
    status: 422,
    family: 'caller',
    message: () => 'The bundle is cut off: it ends in the middle',
  },
  bundleDevice: {
    status: 422,
    family: 'caller',
    message: () => 'The bundle has an entry for a device or a pipe',
  },
  bundleDirectory: {
    status: 422,
    family: 'caller',
    message: () => 'The bundle has an entry for a directory',
  },
  bundleDuplicate: {
    status: 422,
    family: 'caller',
    message: () => 'The bundle has the same entry twice',
  },
  bundleExtension: {
    status: 422,
    family: 'caller',
    message: () => 'The bundle has an entry of a kind that could change others, or that no release needs',
  },
  bundleExtra: {
    status: 422,
    family: 'caller',
    message: ({ digest }: Pick<SignedBlob, 'digest'>) =>
      `The bundle has blob ${short(digest)}, which its manifest does not sign`,
  },
  bundleHeader: {
    status: 422,
    family: 'caller',
    message: () => 'The header of an entry is not written in the one way that a release has',
  },
  bundleLink: {
    status: 422,
    family: 'caller',
    message: () => 'The bundle has an entry that is a link',
  },
  bundleLong: {
    status: 413,
    family: 'caller',
    message: ({ most }: { readonly most: number }) =>
      `The bundle begins with more than the ${most.toLocaleString('en-US')} bytes that are read before anything is checked`,
  },
  bundleMissing: {
    status: 422,
    family: 'caller',
    message: ({ digest }: Pick<SignedBlob, 'digest'>) =>
      `Blob ${short(digest)}, which the manifest signs, is not in the bundle, or not at its place`,
  },
  bundleName: {
    status: 422,
    family: 'caller',
    message: () => 'The bundle has an entry with a name that no release has',
  },
  bundleOrder: {
    status: 422,
    family: 'caller',
    message: () => 'The bundle has its trust at another place than after the manifest',
  },
  bundleOvertaken: {
    status: 500,
    family: 'bug',
    message: () => 'A blob was read on after the next one had begun',
  },
  bundlePadding: {
    status: 422,
    family: 'caller',
    message: () => 'The bundle has bytes hidden between its entries',
  },
  bundlePath: {
    status: 422,
    family: 'caller',
    message: () => 'The bundle has an entry whose name could lead out of its place',
  },
  bundleText: {
    status: 422,
    family: 'caller',
    message: () => 'The manifest or the trust of the bundle is not text in UTF-8',
  },
  bundleTrailing: {
    status: 422,
    family: 'caller',
    message: () => 'The bundle goes on after its end',
  },
  bundleUnreadable: {
    status: 422,
    family: 'caller',
    message: () => 'This is no bundle, or it was damaged: the header of an entry cannot be read',
  },
} as const;
