import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A group of test files that one mocha process runs, with its own time in the summary. */
export interface Area {
  readonly name: string;
  readonly files: readonly string[];
  /** Pure units run under each Node.js that is supported; tests that start Node-REDs choose its Node.js themselves. */
  readonly units: boolean;
  /** Runs without any network but the loopback: what it shows must hold on a machine that reaches no registry. */
  readonly offline: boolean;
  /** Runs with nothing beside it: it builds in the repository, and takes ports that others might have. */
  readonly alone: boolean;
  /** Few files that take minutes each: they begin first, so that none of them is left for the end. */
  readonly long: boolean;
}

function testFilesBelow(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('node_modules'))
    .sort();
}

/**
 * The areas of the suite: the units beside the sources, then each folder of `test/`.
 * `filters` keep the files whose path contains one of them.
 */
export function areas(root: string, filters: readonly string[]): readonly Area[] {
  const wanted = (path: string): boolean =>
    filters.length === 0 || filters.some((filter) => relative(root, path).includes(filter));
  const units = ['packages', 'plugins', 'nodes'].flatMap((room) => testFilesBelow(join(root, room)));
  const folders = readdirSync(join(root, 'test'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'peers' && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
  return [
    { name: 'units', files: units.filter(wanted), units: true, offline: false, alone: false, long: false },
    ...folders.map((name) => ({
      name,
      files: testFilesBelow(join(root, 'test', name)).filter(wanted),
      units: false,
      offline: name === 'packing',
      alone: name === 'start',
      long: name === 'faults',
    })),
  ].filter((area) => area.files.length > 0);
}
