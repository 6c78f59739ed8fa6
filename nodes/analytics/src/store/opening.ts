import { rmSync, statSync } from 'node:fs';
import type { Damage } from './damage.ts';
import { isOfFiles, isUnreadable } from './files.ts';
import { missingBetween, type Run } from './missing.ts';
import type { BlockEntry } from './record.ts';
import {
  allEntries,
  type ClosedSegment,
  closedSegment,
  type EntriesByTag,
  findIndex,
  heldSegment,
  indexedSegment,
  indexPath,
  type ReadSegment,
  readSegment,
  sizeOf,
  tagsOf,
} from './segment.ts';
import type { SegmentIndex, TagInSegment } from './segment-index.ts';

/** What is told of while segments are opened and read. */
export interface ArchiveFindings {
  damaged(damage: Damage): void;
  /** A file was not what was written, and was made anew. Nothing is lost. */
  rebuilt(file: string): void;
  unknownFormat(file: string, format: number): void;
}

/** A segment that was found: one that is closed, or the one that goes on to be written to. */
export type Opened =
  | { readonly is: 'closed'; readonly segment: ClosedSegment }
  | {
      readonly is: 'open';
      readonly byTag: EntriesByTag;
      readonly end: number;
      /** What may be lost of it: the journal may have it still. */
      readonly damages: readonly Damage[];
    };

export const runOf = ({ sequence, info }: Pick<BlockEntry, 'sequence' | 'info'>): Run => ({
  sequence,
  end: sequence + info.count,
  first: info.first,
  last: info.last,
});

/** Opens the segments of a store one after the other, oldest first. What is damaged hides nothing else. */
export class Opening {
  readonly #findings: ArchiveFindings;
  /** Of each tag, how far the segments so far reach. */
  readonly #reached = new Map<number, Run>();

  constructor(findings: ArchiveFindings) {
    this.#findings = findings;
  }

  /**
   * @param isLast whether it is the newest one: without an index, it was not closed
   * @throws what the file system says, where that may be otherwise soon
   */
  open(id: number, path: string, isLast: boolean): Opened {
    const opened = this.#opened(id, path, isLast);
    for (const tag of opened.is === 'open' ? tagsOf(opened.byTag) : opened.segment.tags) this.#reach(tag);
    return opened;
  }

  #opened(id: number, path: string, isLast: boolean): Opened {
    const index = findIndex(path);
    if (typeof index === 'object' && index.bytes === sizeOf(path)) {
      return { is: 'closed', segment: indexedSegment(id, path, index) };
    }
    const closedAt = typeof index === 'object' ? index.closedAt : statSync(path).mtimeMs;
    const read = this.#read(path);
    if (!read) return { is: 'closed', segment: heldSegment(id, path, new Map(), closedAt) };
    const { byTag, end, unknownFormat } = read;
    const damages = this.#damagesOf(path, read, typeof index === 'object' ? index : undefined);
    if (isLast && index === 'none' && unknownFormat === undefined) return { is: 'open', byTag, end, damages };
    for (const damage of damages) this.#findings.damaged(damage);
    if (unknownFormat !== undefined) this.#findings.unknownFormat(path, unknownFormat);
    if (unknownFormat !== undefined || index === 'newer') {
      return { is: 'closed', segment: heldSegment(id, path, byTag, closedAt) };
    }
    if (index === 'unusable') this.#findings.rebuilt(indexPath(path));
    return { is: 'closed', segment: closedSegment(id, path, byTag, closedAt) };
  }

  #read(path: string): ReadSegment | undefined {
    try {
      return readSegment(path);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      const [from, to] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
      this.#findings.damaged({ place: path, tag: undefined, from, to });
      return undefined;
    }
  }

  /** @param index of the segment as it was, where it is another one now: something was cut off or put in */
  #damagesOf(
    path: string,
    { byTag, damaged }: ReadSegment,
    index: SegmentIndex | undefined,
  ): readonly Damage[] {
    const cutOff = (index ? allEntries(path, index) : [])
      .filter(({ tag, sequence }) => !byTag.get(tag)?.some((entry) => entry.sequence === sequence))
      .map(({ tag, offset, info }) => ({
        place: `${path}:${offset}`,
        tag,
        from: info.first,
        to: info.last,
      }));
    if (damaged === 0 || cutOff.length > 0) return cutOff;
    const between = [...byTag].flatMap(([tag, entries]) => this.#missingOf(path, tag, entries));
    if (between.length > 0) return between;
    const tags = tagsOf(byTag);
    const from = Math.min(...tags.map(({ first }) => first));
    return [{ place: path, tag: undefined, from, to: Math.max(...tags.map(({ last }) => last)) }];
  }

  #missingOf(path: string, tag: number, entries: readonly BlockEntry[]): readonly Damage[] {
    const before = this.#reached.get(tag);
    const runs = entries.map(runOf).sort((a, b) => a.sequence - b.sequence);
    return missingBetween(before ? [before, ...runs] : runs, new Set()).map(({ from, to }) => ({
      place: `${path}:${tag}:${from}`,
      tag,
      from,
      to,
    }));
  }

  #reach({ tag, first, last, next }: TagInSegment): void {
    const before = this.#reached.get(tag);
    if (!before || before.end < next) this.#reached.set(tag, { sequence: next - 1, end: next, first, last });
  }

  /** Tells what was in a segment of which there is nothing left but its index, which is of no use any more. */
  orphan(path: string): void {
    const index = findIndex(path);
    if (index === 'newer') return;
    if (typeof index === 'object') {
      for (const { tag, first, last } of index.tags.values())
        this.#findings.damaged({ place: `${path}:${tag}`, tag, from: first, to: last });
    }
    try {
      rmSync(indexPath(path), { force: true });
    } catch (error) {
      // On a disk that is read-only it is told again at the next start.
      if (!isOfFiles(error)) throw error;
    }
  }
}
