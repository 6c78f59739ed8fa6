import type { BigIntStats } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeBelow } from '../module-digest.ts';

/**
 * Whether the same code and no other lies below two folders, as `digestOfCode` tells it. Further names of one file are the same
 * without being read, which is what copies of ours are where the disk has those.
 */
export async function haveSameCode(one: string, other: string, signal?: AbortSignal): Promise<boolean> {
  const [paths, others] = await Promise.all([codeBelow(one), codeBelow(other)]);
  if (paths.length !== others.length || paths.some((path, index) => path !== others[index])) return false;
  for (const path of paths) {
    signal?.throwIfAborted();
    if (!(await areSame(join(one, path), join(other, path)))) return false;
  }
  return true;
}

/** Whether two files are one, or have the same content. */
export async function areSame(one: string, other: string): Promise<boolean> {
  const [stats, others] = await Promise.all([lstat(one, { bigint: true }), lstat(other, { bigint: true })]);
  if (identityOf(stats) === identityOf(others)) return true;
  return stats.size === others.size && (await readFile(one)).equals(await readFile(other));
}

/** Tells a file from all others that there are. */
export const identityOf = ({ dev, ino }: BigIntStats): string => `${dev}:${ino}`;
