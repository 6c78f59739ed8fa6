import type { JournalFrame, LostFrames } from './journal-frame.ts';
import type { StoreNotice } from './report.ts';
import type { TagInSegment } from './segment-index.ts';
import type { SeriesTable } from './series.ts';
import { type FoundTags, TagFile } from './tag-list.ts';

/** All numbers of tags that a store has given, as far as its other files tell. */
function numbersOf(
  inSegments: Iterable<TagInSegment>,
  frames: readonly (JournalFrame | LostFrames)[],
): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const { tag } of inSegments) numbers.add(tag);
  for (const frame of frames) {
    if (frame.is === 'samples') for (const tag of frame.samples.tags) numbers.add(tag);
    else if (frame.is === 'sequences') for (const tag of frame.sequences.keys()) numbers.add(tag);
  }
  return numbers;
}

/** The names of the tags in a table, and what stands of them on disk. */
export class TagNames {
  readonly #file: TagFile;
  /** What is to be told of the list that was found once it is written anew. */
  #mending: { readonly reason: string; readonly isThere: boolean; readonly unnamed: number } | undefined;

  constructor(directory: string, version: string) {
    this.#file = new TagFile(directory, version);
  }

  /** @throws what the file system says, `sample-store.newer-version` */
  load(): FoundTags {
    return this.#file.load();
  }

  /** Puts the names that were found into a table. Tags whose name is lost get one by which they are found. */
  fill(
    table: SeriesTable,
    { list, damage, isThere, isKnown }: FoundTags,
    inSegments: Iterable<TagInSegment>,
    frames: readonly (JournalFrame | LostFrames)[],
  ): void {
    this.#mending = undefined;
    table.load(list);
    if (damage === undefined) return;
    let unnamed = 0;
    for (const number of numbersOf(inSegments, frames)) if (table.restore(number)) unnamed += 1;
    // Without any file, it is a store that begins.
    if (isThere || isKnown || unnamed > 0) this.#mending = { reason: damage, isThere, unnamed };
  }

  /**
   * Writes the names if they are other than on disk.
   *
   * @returns what was mended by it
   * @throws what the file system says
   */
  write(table: SeriesTable, now: number): StoreNotice | undefined {
    const mending = this.#mending;
    if (!table.hasChanged && !mending) return undefined;
    const aside = mending?.isThere ? this.#file.setAside(now) : undefined;
    if (mending) this.#mending = { ...mending, isThere: false };
    this.#file.save(table.listed);
    table.hasChanged = false;
    this.#mending = undefined;
    if (!mending) return undefined;
    return { is: 'tags-damaged', reason: mending.reason, aside, unnamed: mending.unnamed };
  }
}
