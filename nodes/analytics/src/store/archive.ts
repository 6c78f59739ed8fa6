import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { syncDirectory } from '@millwright/store';
import type { Damage } from './damage.ts';
import { GrowingFile, isOfFiles, type PartReader } from './files.ts';
import { type ArchiveFindings, Opening } from './opening.ts';
import { type BlockEntry, recordOf } from './record.ts';
import {
  byTagOf,
  type ClosedSegment,
  closedSegment,
  type EntriesByTag,
  heldSegment,
  indexPath,
  readSegment,
  tagsOf,
} from './segment.ts';
import type { TagInSegment } from './segment-index.ts';
import { idsIn, segmentName } from './segment-names.ts';

/** The segment that is written to. */
interface OpenSegment {
  readonly id: number;
  readonly path: string;
  /** ms UTC. */
  readonly openedAt: number;
  readonly byTag: EntriesByTag;
  /** Where the next record goes. */
  end: number;
  file: GrowingFile | undefined;
}

/** A block to be written. */
export interface SealedBlock {
  readonly tag: number;
  readonly sequence: number;
  readonly block: Uint8Array;
}

/** A block and the segment that it lies in. */
export interface Located {
  readonly path: string;
  readonly entry: BlockEntry;
}

/** The blocks of a tag in some segments. */
export interface TagBlocks {
  readonly blocks: readonly Located[];
  /** The number behind the last block of each segment that was not looked at, since it has nothing of these times. */
  readonly ends: ReadonlySet<number>;
}

const newestOf = (entries: readonly BlockEntry[]): BlockEntry | undefined =>
  entries.toSorted((a, b) => a.sequence - b.sequence).at(-1);

/** The same block among others. */
const sameIn = (entries: readonly BlockEntry[], { sequence }: BlockEntry): BlockEntry | undefined =>
  entries.find((entry) => entry.sequence === sequence);

/** The blocks of a store: segments, of which the newest one is written to. */
export class Archive {
  readonly #directory: string;
  readonly #findings: ArchiveFindings;
  readonly #closed: ClosedSegment[] = [];
  #open: OpenSegment | undefined;
  /** What the open segment may have lost before this start: the journal may have it still. */
  openDamages: readonly Damage[] = [];
  #nextId = 1;
  /** Segments whose index was made anew since the start: what does not last is held in memory. */
  readonly #mended = new Set<number>();

  /** Segments that were read since the start to find a block elsewhere than where their index says. */
  readonly #searched = new Set<number>();

  constructor(directory: string, findings: ArchiveFindings) {
    this.#directory = directory;
    this.#findings = findings;
  }

  /** Looks at what is there. What is damaged hides nothing else. @throws what the file system says */
  load(now: number): void {
    this.#closed.length = 0;
    this.#open = undefined;
    this.openDamages = [];
    const files = readdirSync(this.#directory);
    const ids = idsIn(files, 'blocks');
    const indexes = idsIn(files, 'index');
    const opening = new Opening(this.#findings);
    for (const id of ids) this.#load(opening, id, id === ids.at(-1), now);
    for (const id of indexes) if (!ids.includes(id)) opening.orphan(this.#pathOf(id));
    this.#nextId = Math.max(ids.at(-1) ?? 0, indexes.at(-1) ?? 0) + 1;
  }

  #pathOf(id: number): string {
    return join(this.#directory, segmentName(id));
  }

  #load(opening: Opening, id: number, isLast: boolean, now: number): void {
    const path = this.#pathOf(id);
    const opened = opening.open(id, path, isLast);
    if (opened.is === 'closed') {
      this.#closed.push(opened.segment);
      return;
    }
    const { byTag, end, damages } = opened;
    this.openDamages = damages;
    const openedAt = Math.min(statSync(path).birthtimeMs || now, now);
    this.#open = { id, path, openedAt, byTag, end, file: undefined };
  }

  /** Segments that may be deleted, oldest first. */
  get closed(): readonly ClosedSegment[] {
    return this.#closed;
  }

  get bytes(): number {
    return this.#closed.reduce((sum, { bytes }) => sum + bytes, this.openBytes);
  }

  get openBytes(): number {
    return this.#open?.end ?? 0;
  }

  /** Blocks that a power cut may have left without those before them. */
  get openEntries(): Iterable<BlockEntry> {
    return [...(this.#open?.byTag.values() ?? [])].flat();
  }

  /** Of each segment, each of its tags. */
  *tags(): Iterable<TagInSegment> {
    for (const { tags } of this.#closed) yield* tags;
    if (this.#open) yield* tagsOf(this.#open.byTag);
  }

  /**
   * The blocks of a tag in the segments that have samples of it between two times (ms UTC), in the order of their numbers:
   * those of other times, too, since they tell whether something is missing.
   */
  blocksOf(tag: number, from: number, to: number, reader: PartReader): TagBlocks {
    const blocks: Located[] = [];
    const ends = new Set<number>();
    for (const segment of [...this.#closed]) {
      const span = segment.spanOf(tag);
      if (!span) continue;
      if (span.first > to || span.last < from) ends.add(span.next);
      else
        for (const entry of this.#entriesOf(segment, tag, reader)) blocks.push({ path: segment.path, entry });
    }
    const { path = '', byTag } = this.#open ?? {};
    for (const entry of byTag?.get(tag) ?? []) blocks.push({ path, entry });
    return { blocks: blocks.sort((a, b) => a.entry.sequence - b.entry.sequence), ends };
  }

  /** The block of a tag that was written last; undefined for none. */
  lastBlockOf(tag: number, reader: PartReader): Located | undefined {
    const { path = '', byTag } = this.#open ?? {};
    const open = newestOf(byTag?.get(tag) ?? []);
    if (open) return { path, entry: open };
    const segment = this.#closed.findLast(({ spanOf }) => spanOf(tag) !== undefined);
    if (!segment) return undefined;
    const entry = newestOf(this.#entriesOf(segment, tag, reader));
    return entry && { path: segment.path, entry };
  }

  /** An index that is damaged is made anew from its segment. */
  #entriesOf(segment: ClosedSegment, tag: number, reader: PartReader): readonly BlockEntry[] {
    const found = segment.entriesOf(tag, reader);
    if (found.isWhole) return found.entries;
    // It may hold the file open that is replaced now.
    reader.close();
    const mended = this.#mend(segment);
    if (mended) {
      this.#closed[this.#closed.indexOf(segment)] = mended;
      return mended.entriesOf(tag, reader).entries;
    }
    const { first: from = 0, last: to = 0 } = segment.spanOf(tag) ?? {};
    this.#findings.damaged({ place: `${indexPath(segment.path)}:${tag}`, tag, from, to });
    return found.entries;
  }

  /**
   * Where a block lies that is not where its index says: there, the place of a block has no check of its own.
   *
   * @returns undefined where it is nowhere else
   */
  relocate({ path, entry }: Located, reader: PartReader): Located | undefined {
    const at = this.#closed.findIndex((segment) => segment.path === path);
    const segment = this.#closed[at];
    if (!segment) return undefined;
    reader.close();
    if (!this.#searched.has(segment.id)) {
      this.#searched.add(segment.id);
      const found = sameIn(this.#readable(segment)?.get(entry.tag) ?? [], entry);
      const mended = found && found.offset !== entry.offset ? this.#mend(segment) : undefined;
      if (mended) this.#closed[at] = mended;
    }
    const found = sameIn(this.#closed[at]?.entriesOf(entry.tag, reader).entries ?? [], entry);
    return found && found.offset !== entry.offset ? { path, entry: found } : undefined;
  }

  #readable({ path }: ClosedSegment): EntriesByTag | undefined {
    try {
      return readSegment(path).byTag;
    } catch (error) {
      if (!isOfFiles(error)) throw error;
      return undefined;
    }
  }

  /** Undefined where the segment cannot be read either. */
  #mend(segment: ClosedSegment): ClosedSegment | undefined {
    const { id, path, closedAt } = segment;
    const byTag = this.#readable(segment);
    if (!byTag) return undefined;
    if (this.#mended.has(id)) return heldSegment(id, path, byTag, closedAt);
    this.#mended.add(id);
    this.#findings.rebuilt(indexPath(path));
    return closedSegment(id, path, byTag, closedAt);
  }

  /** Adds a block. It is on disk after {@link sync}. @throws what the file system says; nothing was added then */
  append({ tag, sequence, block }: SealedBlock, info: BlockEntry['info'], now: number): void {
    const open = this.#writable(now);
    const offset = open.end;
    open.file?.append(recordOf(tag, sequence, block));
    open.end = open.file?.length ?? offset;
    for (const [number, entries] of byTagOf([{ tag, sequence, offset, info }])) {
      const those = open.byTag.get(number);
      if (those) those.push(...entries);
      else open.byTag.set(number, entries);
    }
  }

  #writable(now: number): OpenSegment {
    this.#open ??= {
      id: this.#nextId,
      path: this.#pathOf(this.#nextId),
      openedAt: now,
      byTag: new Map(),
      end: 0,
      file: undefined,
    };
    this.#open.file ??= new GrowingFile(this.#open.path, this.#open.end);
    this.#nextId = this.#open.id + 1;
    return this.#open;
  }

  /** @throws what the file system says */
  sync(): void {
    this.#open?.file?.sync();
  }

  /** Whether the open segment has become large, or a day old. */
  isDue(limit: number, now: number): boolean {
    if (!this.#open || this.#open.end === 0) return false;
    return this.#open.end >= limit || Math.abs(now - this.#open.openedAt) >= 24 * 3_600_000;
  }

  /**
   * Closes the open segment, which has to be on disk: the next block begins another one.
   *
   * @param closedAt ms UTC
   */
  rotate(closedAt: number): void {
    if (!this.#open) return;
    const { id, path, byTag, file } = this.#open;
    file?.close();
    this.#open = undefined;
    this.#closed.push(closedSegment(id, path, byTag, closedAt));
  }

  /**
   * Deletes a closed segment. Its index goes first: a segment without one is whole, an index without its segment is one
   * that was lost.
   *
   * @throws what the file system says
   */
  remove(id: number): void {
    const at = this.#closed.findIndex((segment) => segment.id === id);
    const path = this.#closed[at]?.path;
    if (path === undefined) return;
    rmSync(indexPath(path), { force: true });
    syncDirectory(this.#directory);
    rmSync(path, { force: true });
    this.#closed.splice(at, 1);
  }

  close(): void {
    this.#open?.file?.close();
    this.#open = undefined;
  }
}
