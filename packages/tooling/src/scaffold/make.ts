import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { loadablePackages } from '@millwright/testing';
import type { Draft } from './draft.ts';

/** Writes a draft into the repository, formatted and ready to run: nothing has to be installed afterwards. */
export function make(draft: Draft): void {
  const links: string[] = [];
  try {
    draft.write(() => {
      format(draft);
      links.push(...linkPackages(draft.root));
    });
  } catch (error) {
    for (const link of links) rmSync(link, { force: true });
    throw error;
  }
}

/** Names of another length break lines elsewhere and sort imports otherwise. */
function format({ root, paths }: Draft): void {
  const sources = paths.filter((path) => path.endsWith('.ts'));
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const { status, stderr } = spawnSync(process.execPath, [biome, 'check', '--write', ...sources], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The new sources could not be formatted:\n${stderr}`);
}

/** Links packages as npm links workspaces, and leaves npm's mark newer than the lock file: that is what was installed. */
function linkPackages(root: string): readonly string[] {
  const modules = join(root, 'node_modules');
  const links = loadablePackages(root).flatMap(({ name, directory }) => {
    const link = join(modules, name);
    if (existsSync(link)) return [];
    mkdirSync(dirname(link), { recursive: true });
    // A package of this name that was removed may have left a link to nowhere.
    rmSync(link, { force: true });
    symlinkSync(relative(dirname(link), directory), link, 'junction');
    return [link];
  });
  const now = new Date();
  utimesSync(join(modules, '.package-lock.json'), now, now);
  return links;
}
