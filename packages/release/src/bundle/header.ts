import { releaseErrors } from '../errors.ts';
import { digestOf, largestBlob, manifestName, trustName } from './names.ts';

/** What a tar file is made of: headers, and contents filled up with zeros. */
export const blockSize = 512;

/** How many zeros follow a content of this size. */
export const paddingOf = (size: number): number => (blockSize - (size % blockSize)) % blockSize;

/** Two blocks of zeros: the end of a tar file. */
export const endOfArchive = Buffer.alloc(2 * blockSize);

/**
 * The header of an entry: POSIX ustar, a regular file of nobody, mode 644, of 1 January 1970. There is one text of it
 * for each name and size, so that the same release is the same file everywhere.
 *
 * @param name ASCII, at most 100 characters
 * @param size in bytes, at most {@link largestBlob}
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html, "ustar Interchange Format"
 */
export function entryHeader(name: string, size: number): Buffer {
  const block = Buffer.alloc(blockSize);
  block.write(name, 0, 100, 'latin1');
  block.write(`0000644\0${'0000000\0'.repeat(2)}`, 100, 'latin1');
  block.write(`${size.toString(8).padStart(11, '0')}\0${'0'.repeat(11)}\0`, 124, 'latin1');
  block.write('0', 156, 'latin1');
  block.write('ustar\x0000', 257, 'latin1');
  block.write('0000000\0'.repeat(2), 329, 'latin1');
  block.write(`${checksumOf(block).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** The sum of all bytes, those of the sum itself taken as spaces. */
function checksumOf(block: Uint8Array): number {
  let sum = 8 * 0x20;
  for (const [index, byte] of block.entries()) if (index < 148 || index >= 156) sum += byte;
  return sum;
}

/** An entry as its header says. */
export interface Entry {
  readonly name: string;
  readonly size: number;
}

/**
 * Reads a header that {@link entryHeader} would have written so, byte for byte. Everything that other tar files may
 * have is refused: what is not understood cannot be understood wrongly.
 *
 * @param block 512 bytes
 * @returns nothing for a block of zeros
 * @throws `release.bundle-…`, by what it would have been
 */
export function readHeader(block: Buffer): Entry | undefined {
  if (block.every((byte) => byte === 0)) return undefined;
  const sum = /^([0-7]{6})\0 $/.exec(block.toString('latin1', 148, 156))?.[1];
  if (sum === undefined || Number.parseInt(sum, 8) !== checksumOf(block))
    throw releaseErrors.bundleUnreadable();
  checkKind(String.fromCharCode(block[156] ?? 0));
  const name = readName(block);
  const digits = /^([0-7]{11})\0$/.exec(block.toString('latin1', 124, 136))?.[1];
  const size = Number.parseInt(digits ?? '', 8);
  if (!(size <= largestBlob) || !entryHeader(name, size).equals(block)) throw releaseErrors.bundleHeader();
  return { name, size };
}

/** @see "typeflag" of ustar, and of GNU tar's own kinds: https://www.gnu.org/software/tar/manual/html_node/Standard.html */
function checkKind(kind: string): void {
  if (kind === '0') return;
  if (kind === '1' || kind === '2') throw releaseErrors.bundleLink();
  if (kind === '3' || kind === '4' || kind === '6') throw releaseErrors.bundleDevice();
  if (kind === '5') throw releaseErrors.bundleDirectory();
  // Also the regular file of tar before POSIX, and the contiguous one.
  throw releaseErrors.bundleExtension();
}

/** The name may be anything, so no message repeats it. */
function readName(block: Buffer): string {
  const text = block.toString('latin1', 0, 100);
  const end = text.indexOf('\0');
  const name = end < 0 ? text : text.slice(0, end);
  const hasPrefix = block[345] !== 0;
  if (hasPrefix || isPathTrick(name)) throw releaseErrors.bundlePath();
  if (name !== manifestName && name !== trustName && digestOf(name) === undefined)
    throw releaseErrors.bundleName();
  return name;
}

/** Whatever could lead out of a directory, or to another file than it seems, on any system: all but plain names. */
const isPathTrick = (name: string): boolean => !/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(name);
