import { existsSync, readFileSync, statSync } from 'node:fs';
import { headerSize } from '@millwright/analytics';
import { isOfFiles, PartReader, replaceFile } from './files.ts';
import { type BlockEntry, recordHeadSize, scanRecords } from './record.ts';
import {
  encodeIndex,
  headLength,
  isNewerIndex,
  readIndexHead,
  readRows,
  rowsOf,
  type SegmentIndex,
  shortestHead,
  type TagInSegment,
  tagOf,
} from './segment-index.ts';

export type EntriesByTag = Map<number, BlockEntry[]>;

/** A file of records that nothing is added to any more. */
export interface ClosedSegment {
  readonly id: number;
  readonly path: string;
  /** On disk, with its index. */
  readonly bytes: number;
  /** ms UTC. */
  readonly closedAt: number;
  /** The newest time of its samples, whatever it is (ms UTC). */
  readonly newest: number;
  readonly tags: readonly TagInSegment[];
  /** What it has of a tag, if it has something. */
  spanOf(tag: number): TagInSegment | undefined;
  entriesOf(tag: number, reader: PartReader): FoundEntries;
}

/** The blocks of a tag as they were written. */
export interface FoundEntries {
  readonly entries: readonly BlockEntry[];
  /** False where the index is not what was written, or cannot be read: there may be more. */
  readonly isWhole: boolean;
}

export const indexPath = (segmentPath: string): string => segmentPath.replace(/\.blocks$/, '.index');

export const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

export function byTagOf(entries: readonly BlockEntry[]): EntriesByTag {
  const byTag: EntriesByTag = new Map();
  for (const entry of entries) {
    const those = byTag.get(entry.tag);
    if (those) those.push(entry);
    else byTag.set(entry.tag, [entry]);
  }
  return byTag;
}

export const tagsOf = (byTag: EntriesByTag): readonly TagInSegment[] =>
  [...byTag.values()].flatMap((entries) => tagOf(entries) ?? []);

/** The index that is beside a segment: whether there is one, and whether it can be used. */
export type FoundIndex = SegmentIndex | 'none' | 'unusable' | 'newer';

export function findIndex(path: string): FoundIndex {
  if (!existsSync(indexPath(path))) return 'none';
  const reader = new PartReader();
  try {
    const head = reader.read(indexPath(path), 0, shortestHead);
    if (isNewerIndex(head)) return 'newer';
    const length = headLength(head);
    if (length === undefined || length > sizeOf(indexPath(path))) return 'unusable';
    return readIndexHead(reader.read(indexPath(path), 0, length)) ?? 'unusable';
  } catch (error) {
    if (!isOfFiles(error)) throw error;
    return 'unusable';
  } finally {
    reader.close();
  }
}

/** The blocks of a tag by an index that was found. */
function entriesIn(path: string, index: SegmentIndex, tag: number, reader: PartReader): FoundEntries {
  const { at, length } = rowsOf(index, tag);
  if (length === 0) return { entries: [], isWhole: true };
  try {
    const entries = readRows(reader.read(indexPath(path), at, length), tag);
    return { entries, isWhole: entries.length === index.tags.get(tag)?.rows };
  } catch (error) {
    if (!isOfFiles(error)) throw error;
    return { entries: [], isWhole: false };
  }
}

/** All blocks of which an index tells, as far as it is what was written. */
export function allEntries(path: string, index: SegmentIndex): readonly BlockEntry[] {
  const reader = new PartReader();
  try {
    return [...index.tags.keys()].flatMap((tag) => entriesIn(path, index, tag, reader).entries);
  } finally {
    reader.close();
  }
}

function newestOf(tags: Iterable<TagInSegment>): number {
  let newest = Number.NEGATIVE_INFINITY;
  for (const { last } of tags) newest = Math.max(newest, last);
  return newest;
}

/** A segment by its index. */
export function indexedSegment(id: number, path: string, index: SegmentIndex): ClosedSegment {
  return {
    id,
    path,
    bytes: index.bytes + sizeOf(indexPath(path)),
    closedAt: index.closedAt,
    newest: newestOf(index.tags.values()),
    tags: [...index.tags.values()],
    spanOf: (tag) => index.tags.get(tag),
    entriesOf: (tag, reader) => entriesIn(path, index, tag, reader),
  };
}

/** A segment whose blocks are known from reading it: the disk had no room for an index, or a newer version wrote into it. */
export function heldSegment(id: number, path: string, byTag: EntriesByTag, closedAt: number): ClosedSegment {
  const tags = tagsOf(byTag);
  return {
    id,
    path,
    bytes: sizeOf(path),
    closedAt,
    newest: newestOf(tags),
    tags,
    spanOf: (tag) => tagOf(byTag.get(tag) ?? []),
    entriesOf: (tag) => ({ entries: byTag.get(tag) ?? [], isWhole: true }),
  };
}

/** Writes the index of a segment. @throws what the file system says */
export function writeIndex(path: string, byTag: EntriesByTag, closedAt: number): void {
  const reader = new PartReader();
  try {
    const headersOf = ({ offset }: BlockEntry): Uint8Array =>
      reader.read(path, offset, recordHeadSize + headerSize);
    replaceFile(indexPath(path), [encodeIndex(byTag, headersOf, sizeOf(path), closedAt)]);
  } finally {
    reader.close();
  }
}

/** What reading a segment has found. */
export interface ReadSegment {
  readonly byTag: EntriesByTag;
  /** Where the last whole record ends. */
  readonly end: number;
  /** Stretches between whole records that are none. */
  readonly damaged: number;
  /** The format of a newer version in it. */
  readonly unknownFormat: number | undefined;
}

/**
 * Reads a segment from end to end. What is torn at its end is cut off by whoever writes to it next.
 *
 * @throws what the file system says
 */
export function readSegment(path: string): ReadSegment {
  const { entries, end, damaged, unknownFormat } = scanRecords(readFileSync(path));
  return { byTag: byTagOf(entries), end, damaged, unknownFormat };
}

/** A segment that was read, by an index that is made for it; without room for one, its blocks are held in memory. */
export function closedSegment(
  id: number,
  path: string,
  byTag: EntriesByTag,
  closedAt: number,
): ClosedSegment {
  try {
    writeIndex(path, byTag, closedAt);
  } catch (error) {
    if (!isOfFiles(error)) throw error;
  }
  const index = findIndex(path);
  const isOfThis = typeof index === 'object' && index.bytes === sizeOf(path);
  return isOfThis ? indexedSegment(id, path, index) : heldSegment(id, path, byTag, closedAt);
}
