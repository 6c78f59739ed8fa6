import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { GrowingFile, type PartReader } from './files.ts';
import { type BlockEntry, recordOf } from './record.ts';
import {
  byTagOf,
  type ClosedSegment,
  type EntriesByTag,
  heldSegment,
  indexedSegment,
  indexPath,
  readSegment,
  tagsOf,
  writeIndex,
} from './segment.ts';
import type { TagInSegment } from './segment-index.ts';

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

/** What is told of while segments are opened and read. */
export interface ArchiveFindings {
  damaged(places: number): void;
  unknownFormat(file: string, format: number): void;
}

/** A block and the segment that it lies in. */
export interface Located {
  readonly path: string;
  readonly entry: BlockEntry;
}

const name = (id: number): string => `${String(id).padStart(8, '0')}.blocks`;
const namePattern = /^(\d{8,})\.blocks$/;

/** The blocks of a store: segments, of which the newest one is written to. */
export class Archive {
  readonly #directory: string;
  readonly #findings: ArchiveFindings;
  readonly #closed: ClosedSegment[] = [];
  #open: OpenSegment | undefined;
  #nextId = 1;

  constructor(directory: string, findings: ArchiveFindings) {
    this.#directory = directory;
    this.#findings = findings;
  }

  /** Looks at what is there. @throws what the file system says */
  load(now: number): void {
    this.#closed.length = 0;
    this.#open = undefined;
    const ids = readdirSync(this.#directory)
      .flatMap((file) => namePattern.exec(file)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
    for (const id of ids) this.#load(id, id === ids.at(-1), now);
    this.#nextId = (ids.at(-1) ?? 0) + 1;
  }

  #load(id: number, isLast: boolean, now: number): void {
    const path = join(this.#directory, name(id));
    const indexed = indexedSegment(id, path, this.#findings.damaged);
    if (indexed) {
      this.#closed.push(indexed);
      return;
    }
    const { birthtimeMs, mtimeMs } = statSync(path);
    const { byTag, end, damaged, unknownFormat } = readSegment(path);
    if (damaged > 0) this.#findings.damaged(damaged);
    if (unknownFormat !== undefined) {
      this.#findings.unknownFormat(path, unknownFormat);
      this.#closed.push(heldSegment(id, path, byTag, mtimeMs));
    } else if (isLast) {
      this.#open = { id, path, openedAt: Math.min(birthtimeMs || now, now), byTag, end, file: undefined };
    } else this.#closed.push(this.#indexed(id, path, byTag, mtimeMs));
  }

  /** Without room for an index, its blocks are held in memory; the next start tries again. */
  #indexed(id: number, path: string, byTag: EntriesByTag, closedAt: number): ClosedSegment {
    try {
      writeIndex(path, byTag, closedAt);
    } catch {
      return heldSegment(id, path, byTag, closedAt);
    }
    return indexedSegment(id, path, this.#findings.damaged) ?? heldSegment(id, path, byTag, closedAt);
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

  /** The blocks of a tag with samples between two times (ms UTC), as they were written. */
  blocksOf(tag: number, from: number, to: number, reader: PartReader): readonly Located[] {
    const isBetween = (span: { readonly first: number; readonly last: number } | undefined): boolean =>
      span !== undefined && span.first <= to && span.last >= from;
    const located = this.#closed
      .filter((segment) => isBetween(segment.spanOf(tag)))
      .flatMap((segment) => segment.entriesOf(tag, reader).map((entry) => ({ path: segment.path, entry })));
    const { path = '', byTag } = this.#open ?? {};
    const open = (byTag?.get(tag) ?? []).map((entry) => ({ path, entry }));
    return [...located, ...open].filter(({ entry }) => isBetween(entry.info));
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
      path: join(this.#directory, name(this.#nextId)),
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

  /** Closes the open segment, which has to be on disk: the next block begins another one. */
  rotate(now: number): void {
    if (!this.#open) return;
    const { id, path, byTag, file } = this.#open;
    file?.close();
    this.#open = undefined;
    this.#closed.push(this.#indexed(id, path, byTag, now));
  }

  /** Deletes a closed segment. @throws what the file system says */
  remove(id: number): void {
    const at = this.#closed.findIndex((segment) => segment.id === id);
    const path = this.#closed[at]?.path;
    if (path === undefined) return;
    rmSync(path, { force: true });
    if (existsSync(indexPath(path))) rmSync(indexPath(path), { force: true });
    this.#closed.splice(at, 1);
  }

  close(): void {
    this.#open?.file?.close();
    this.#open = undefined;
  }
}
