import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { root } from '@millwright/testing';
import type { Metafile } from 'esbuild';
import { bundleForNode } from './bundle.ts';
import { notices } from './notices.ts';

/** A package whose commands are bundled, each into one file. Its package.json is the only list of them. */
export interface CommandPackage {
  readonly directory: string;
  readonly name: string;
  /** The bundles, from the package's folder: `dist/<name>.cjs`, made from `src/<name>.ts`. */
  readonly files: readonly string[];
}

/** The packages below `packages/` that name a CommonJS file as command; other commands run from what the compiler emits. */
export function commandPackages(from: string): readonly CommandPackage[] {
  return readdirSync(join(from, 'packages')).flatMap((folder) => {
    const directory = join(from, 'packages', folder);
    const path = join(directory, 'package.json');
    if (!existsSync(path)) return [];
    const manifest: { name: string; bin?: Record<string, string> } = JSON.parse(readFileSync(path, 'utf8'));
    const files = Object.values(manifest.bin ?? {}).filter((file) => file.endsWith('.cjs'));
    return files.length === 0 ? [] : [{ directory, name: manifest.name, files }];
  });
}

/** Builds `dist/` of one such package: self-contained, nothing of it is needed from elsewhere. */
export async function buildCommands({ directory, files }: CommandPackage): Promise<void> {
  const dist = join(directory, 'dist');
  await rm(dist, { recursive: true, force: true });
  const metafiles: Metafile[] = [];
  for (const file of files) {
    const source = join(directory, 'src', `${basename(file, '.cjs')}.ts`);
    metafiles.push(await bundleForNode(source, join(directory, file)));
  }
  // What the commands load into other processes, as it stands.
  const plain = join(directory, 'src/plain');
  for (const file of existsSync(plain) ? readdirSync(plain) : [])
    await copyFile(join(plain, file), join(dist, file));
  await copyFile(join(root, 'LICENSE'), join(dist, 'LICENSE'));
  await writeFile(join(dist, 'THIRD-PARTY-NOTICES.txt'), notices(root, metafiles));
}
