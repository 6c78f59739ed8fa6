import { crc32 } from 'node:zlib';
import { headerSize } from '@millwright/analytics';
import { type BlockEntry, entryOf, recordHeadSize } from './record.ts';

/*
 * The index of a segment: so that a month is drawn without reading it. It can always be made anew from the segment.
 *
 *    0  magic "MWSI"         16  bytes of the segment (f64)     32  the tags: 6 f64 each, in the order of their numbers
 *    4  format               24  when it was closed (f64, ms)       then the blocks of each: offset (f64), both headers
 *    8  tags, 12 blocks
 *
 * Behind the tags stands the CRC-32 of all before it.
 */
const magic = 0x4953_574d;
const format = 1;
const headSize = 32;
const tagSize = 6 * 8;
const crcSize = 4;
const headersSize = recordHeadSize + headerSize;
const rowSize = 8 + headersSize;

/** What a segment holds of a tag. */
export interface TagInSegment {
  readonly tag: number;
  /** The first and the last time of its samples (ms UTC). */
  readonly first: number;
  readonly last: number;
  /** The number that its next sample has. */
  readonly next: number;
}

interface TagRows extends TagInSegment {
  readonly firstRow: number;
  readonly rows: number;
}

/** What the head of an index says, and where its rows are. */
export interface SegmentIndex {
  /** Bytes of the segment that it was made of: of another length, it is another segment. */
  readonly bytes: number;
  readonly closedAt: number;
  readonly tags: ReadonlyMap<number, TagRows>;
}

/** What blocks of one tag say together. */
export function tagOf(entries: readonly BlockEntry[]): TagInSegment | undefined {
  const [one] = entries;
  if (!one) return undefined;
  let { first, last } = one.info;
  let next = 0;
  for (const { info, sequence } of entries) {
    first = Math.min(first, info.first);
    last = Math.max(last, info.last);
    next = Math.max(next, sequence + info.count);
  }
  return { tag: one.tag, first, last, next };
}

/**
 * @param headersOf the two headers of a block as they stand in the segment
 * @param bytes of the segment, @param closedAt ms UTC
 */
export function encodeIndex(
  byTag: ReadonlyMap<number, readonly BlockEntry[]>,
  headersOf: (entry: BlockEntry) => Uint8Array,
  bytes: number,
  closedAt: number,
): Buffer {
  const tags = [...byTag.keys()].sort((a, b) => a - b);
  const blocks = tags.reduce((sum, tag) => sum + (byTag.get(tag)?.length ?? 0), 0);
  const rowsAt = headSize + tags.length * tagSize + crcSize;
  const index = Buffer.alloc(rowsAt + blocks * rowSize);
  for (const [place, value] of [magic, format, tags.length, blocks].entries())
    index.writeUInt32LE(value, 4 * place);
  index.writeDoubleLE(bytes, 16);
  index.writeDoubleLE(closedAt, 24);
  let row = 0;
  tags.forEach((tag, place) => {
    const entries = byTag.get(tag) ?? [];
    const { first = 0, last = 0, next = 0 } = tagOf(entries) ?? {};
    for (const [column, value] of [tag, row, entries.length, first, last, next].entries())
      index.writeDoubleLE(value, headSize + place * tagSize + 8 * column);
    for (const entry of entries) {
      const at = rowsAt + row * rowSize;
      index.writeDoubleLE(entry.offset, at);
      index.set(headersOf(entry), at + 8);
      row += 1;
    }
  });
  index.writeUInt32LE(crc32(index.subarray(0, rowsAt - crcSize)), rowsAt - crcSize);
  return index;
}

const isIndex = (head: Buffer): boolean => head.length >= headSize && head.readUInt32LE(0) === magic;

/** Whether a newer version made an index that begins with these bytes. */
export const isNewerIndex = (head: Buffer): boolean => isIndex(head) && head.readUInt32LE(4) > format;

/** Bytes of an index that have to be read to know its tags, by its first {@link headSize} bytes; undefined if it is none. */
export function headLength(head: Buffer): number | undefined {
  if (!isIndex(head) || head.readUInt32LE(4) !== format) return undefined;
  return headSize + head.readUInt32LE(8) * tagSize + crcSize;
}

export const shortestHead = headSize;

/** What the beginning of an index says; undefined if it is not what was written, or in another format. */
export function readIndexHead(head: Buffer): SegmentIndex | undefined {
  const length = headLength(head);
  if (length === undefined || head.length !== length) return undefined;
  if (head.readUInt32LE(length - crcSize) !== crc32(head.subarray(0, length - crcSize))) return undefined;
  const tags = new Map<number, TagRows>();
  for (let at = headSize; at < length - crcSize; at += tagSize) {
    const number = (column: number): number => head.readDoubleLE(at + 8 * column);
    tags.set(number(0), {
      tag: number(0),
      firstRow: number(1),
      rows: number(2),
      first: number(3),
      last: number(4),
      next: number(5),
    });
  }
  return { bytes: head.readDoubleLE(16), closedAt: head.readDoubleLE(24), tags };
}

/** Where the rows of a tag lie in the file. */
export function rowsOf(
  { tags }: SegmentIndex,
  tag: number,
): { readonly at: number; readonly length: number } {
  const { firstRow = 0, rows = 0 } = tags.get(tag) ?? {};
  return { at: headSize + tags.size * tagSize + crcSize + firstRow * rowSize, length: rows * rowSize };
}

/** The blocks that rows of a tag tell of. A row that is not what was written is left out. */
export function readRows(rows: Buffer, tag: number): readonly BlockEntry[] {
  const entries: BlockEntry[] = [];
  for (let at = 0; at + rowSize <= rows.length; at += rowSize) {
    const offset = rows.readDoubleLE(at);
    const entry = entryOf(rows.subarray(at + 8, at + rowSize), offset);
    if (entry?.tag === tag && Number.isSafeInteger(offset) && offset >= 0) entries.push(entry);
  }
  return entries;
}
