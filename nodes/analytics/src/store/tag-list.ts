import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { asideName } from '@millwright/store';
import * as v from 'valibot';
import { sampleStoreErrors } from '../common/errors.ts';
import { isOfFiles, isUnreadable, replaceFile } from './files.ts';

/** A tag of a store: by its number in all other files. */
export interface ListedTag {
  readonly number: number;
  readonly tag: string;
  readonly unit?: string | undefined;
}

/** Numbers are never given twice: what a newer version wrote, and is not read here, goes by them too. */
export interface TagList {
  readonly next: number;
  readonly tags: readonly ListedTag[];
}

const format = 1;
const isEachOnce = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

const list = v.object({
  format: v.literal(format),
  next: v.number(),
  tags: v.pipe(
    v.array(
      v.object({
        number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 32 - 1)),
        tag: v.string(),
        unit: v.optional(v.string()),
      }),
    ),
    v.check((tags) => isEachOnce(tags.map(({ number }) => number)), 'a number stands for two tags'),
    v.check((tags) => isEachOnce(tags.map(({ tag }) => tag)), 'a tag is there twice'),
  ),
});

const newer = v.object({
  format: v.pipe(v.number(), v.minValue(format + 1)),
  writer: v.optional(v.string()),
});

/** The tags that were found. */
export interface FoundTags {
  readonly list: TagList;
  /** Why the list is not the one that was written last, if it is not. */
  readonly damage?: string;
  /** Whether the file is there, though it is damaged. */
  readonly isThere: boolean;
  /** Whether there is a list at all, be it the copy. */
  readonly isKnown: boolean;
}

type Read =
  | { readonly is: 'list'; readonly list: TagList }
  | { readonly is: 'missing' }
  | { readonly is: 'damaged'; readonly reason: string };

/** The names of a store's tags on disk: no other file has them. There is a copy, for when the first is damaged. */
export class TagFile {
  readonly #directory: string;
  readonly #version: string;
  readonly #file: string;
  readonly #copy: string;

  /** @param version of this package, for those who cannot read what it writes */
  constructor(directory: string, version: string) {
    this.#directory = directory;
    this.#version = version;
    this.#file = join(directory, 'tags.json');
    this.#copy = join(directory, 'tags.copy.json');
  }

  /** @throws what the file system says, `sample-store.newer-version` */
  load(): FoundTags {
    const found = this.#read(this.#file);
    if (found.is === 'list') return { list: found.list, isThere: true, isKnown: true };
    const copy = this.#read(this.#copy);
    const isThere = found.is === 'damaged';
    const damage = found.is === 'damaged' ? found.reason : 'it is missing';
    if (copy.is === 'list') return { list: copy.list, damage, isThere, isKnown: true };
    return { list: { next: 1, tags: [] }, damage, isThere, isKnown: false };
  }

  /** @throws what the file system says, unless it says that this file cannot be read */
  #read(file: string): Read {
    if (!existsSync(file)) return { is: 'missing' };
    try {
      const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
      const ofNewer = v.safeParse(newer, read);
      if (ofNewer.success) {
        const { format, writer } = ofNewer.output;
        throw sampleStoreErrors.newerVersion({ directory: this.#directory, format, writer });
      }
      return { is: 'list', list: v.parse(list, read) };
    } catch (error) {
      if (sampleStoreErrors.newerVersion.is(error) || (isOfFiles(error) && !isUnreadable(error))) throw error;
      return { is: 'damaged', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Keeps a damaged file under another name. @throws what the file system says */
  setAside(now: number): string {
    const aside = asideName(this.#file, new Date(now));
    renameSync(this.#file, aside);
    return aside;
  }

  /** Writes the tags anew, and their copy; they are on disk when this returns. @throws what the file system says */
  save(tags: TagList): void {
    const bytes = Buffer.from(`${JSON.stringify({ format, writer: this.#version, ...tags })}\n`);
    replaceFile(this.#file, [bytes]);
    replaceFile(this.#copy, [bytes]);
  }
}
