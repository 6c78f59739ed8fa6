import { readFileSync, statSync } from 'node:fs';
import { headerSize } from '@millwright/analytics';
import { PartReader, replaceFile } from './files.ts';
import { type BlockEntry, recordHeadSize, scanRecords } from './record.ts';
import {
  encodeIndex,
  headLength,
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
  entriesOf(tag: number, reader: PartReader): readonly BlockEntry[];
}

/** What was found out about a segment while it was opened. */
export interface Findings {
  readonly damaged: number;
  /** The format of a newer version in it. */
  readonly unknownFormat?: number;
}

export const indexPath = (segmentPath: string): string => segmentPath.replace(/\.blocks$/, '.index');

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

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

/** The index of a segment, if it is there and of this segment. */
function indexOf(path: string, bytes: number): SegmentIndex | undefined {
  const reader = new PartReader();
  try {
    const length = headLength(reader.read(indexPath(path), 0, shortestHead));
    if (length === undefined || length > sizeOf(indexPath(path))) return undefined;
    const index = readIndexHead(reader.read(indexPath(path), 0, length));
    return index?.bytes === bytes ? index : undefined;
  } catch {
    return undefined;
  } finally {
    reader.close();
  }
}

function newestOf(tags: Iterable<TagInSegment>): number {
  let newest = Number.NEGATIVE_INFINITY;
  for (const { last } of tags) newest = Math.max(newest, last);
  return newest;
}

/** A segment by its index. @param onDamage told of rows that are not what was written */
export function indexedSegment(
  id: number,
  path: string,
  onDamage: (places: number) => void,
): ClosedSegment | undefined {
  const bytes = sizeOf(path);
  const index = indexOf(path, bytes);
  if (!index) return undefined;
  return {
    id,
    path,
    bytes: bytes + sizeOf(indexPath(path)),
    closedAt: index.closedAt,
    newest: newestOf(index.tags.values()),
    tags: [...index.tags.values()],
    spanOf: (tag) => index.tags.get(tag),
    entriesOf(tag, reader) {
      const { at, length } = rowsOf(index, tag);
      if (length === 0) return [];
      const { entries, damaged } = readRows(reader.read(indexPath(path), at, length));
      if (damaged > 0) onDamage(damaged);
      return entries;
    },
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
    entriesOf: (tag) => byTag.get(tag) ?? [],
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

/** Reads a segment from end to end. What is torn at its end is cut off by whoever writes to it next. */
export function readSegment(path: string): Findings & { readonly byTag: EntriesByTag; readonly end: number } {
  const { entries, end, damaged, unknownFormat } = scanRecords(readFileSync(path));
  return { byTag: byTagOf(entries), end, damaged, ...(unknownFormat !== undefined && { unknownFormat }) };
}
