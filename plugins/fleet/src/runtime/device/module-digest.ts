import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { entriesOf } from './files.ts';

/**
 * SHA-256 of the code below a folder and of where it lies, whatever order the disk lists it in. Modules that keep data beside their
 * code write it into the same file that a slot has under another name, so nothing but code counts.
 */
export async function digestOfCode(folder: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for (const path of await codeBelow(folder)) {
    signal?.throwIfAborted();
    const content = await readFile(join(folder, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Paths within a folder, with `/`, always in the same order. Links lead to what is counted where it lies, or not at all. */
export async function codeBelow(folder: string, path = ''): Promise<readonly string[]> {
  const paths: string[] = [];
  const entries = [...(await entriesOf(join(folder, path)))];
  for (const entry of entries.sort(byName)) {
    const inner = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory()) paths.push(...(await codeBelow(folder, inner)));
    else if (entry.isFile() && isCode(entry.name)) paths.push(inner);
  }
  return paths;
}

const isCode = (name: string): boolean => name === 'package.json' || /\.([cm]?js|node|wasm|html)$/.test(name);

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : 1;
