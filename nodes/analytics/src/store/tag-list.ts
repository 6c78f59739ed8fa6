import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { replaceFile } from './files.ts';

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

const list = v.object({
  format: v.literal(1),
  next: v.number(),
  tags: v.array(
    v.object({
      number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 32 - 1)),
      tag: v.string(),
      unit: v.optional(v.string()),
    }),
  ),
});

const fileIn = (directory: string): string => join(directory, 'tags.json');

/** The tags of a store. @throws what the file system says, and what is wrong with the file */
export function readTagList(directory: string): TagList {
  const file = fileIn(directory);
  return existsSync(file) ? v.parse(list, JSON.parse(readFileSync(file, 'utf8'))) : { next: 1, tags: [] };
}

/** Writes the tags anew; they are on disk when this returns. @throws what the file system says */
export function writeTagList(directory: string, tags: TagList): void {
  replaceFile(fileIn(directory), [Buffer.from(`${JSON.stringify({ format: 1, ...tags })}\n`)]);
}
