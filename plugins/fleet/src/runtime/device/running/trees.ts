import type { BigIntStats } from 'node:fs';
import { lstat, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { entriesOf } from '../files.ts';

/**
 * Whether two folders hold the same and nothing else. Further names of one file are the same without being read, which is what
 * copies of ours are where the disk has those.
 */
export async function areSame(one: string, other: string, signal?: AbortSignal): Promise<boolean> {
  const [entries, others] = await Promise.all([entriesOf(one), entriesOf(other)]);
  if (entries.length !== others.length) return false;
  const kinds = new Map(others.map((entry) => [entry.name, kindOf(entry)]));
  for (const entry of entries) {
    signal?.throwIfAborted();
    const kind = kindOf(entry);
    if (kinds.get(entry.name) !== kind) return false;
    const paths = [join(one, entry.name), join(other, entry.name)] as const;
    if (!(await sameOfKind[kind](...paths, signal))) return false;
  }
  return true;
}

type Kind = 'folder' | 'link' | 'file' | 'other';

interface Kinds {
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
  isFile(): boolean;
}

function kindOf(entry: Kinds): Kind {
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return 'link';
  return entry.isFile() ? 'file' : 'other';
}

const sameOfKind: Readonly<
  Record<Kind, (one: string, other: string, signal?: AbortSignal) => Promise<boolean>>
> = {
  folder: areSame,
  link: async (one, other) => (await readlink(one)) === (await readlink(other)),
  file: areSameFiles,
  other: async () => false,
};

async function areSameFiles(one: string, other: string): Promise<boolean> {
  const [stats, others] = await Promise.all([lstat(one, { bigint: true }), lstat(other, { bigint: true })]);
  if (identityOf(stats) === identityOf(others)) return true;
  return stats.size === others.size && (await readFile(one)).equals(await readFile(other));
}

/** Tells a file from all others that there are. */
export const identityOf = ({ dev, ino }: BigIntStats): string => `${dev}:${ino}`;
