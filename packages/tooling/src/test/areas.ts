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
  /** Runs with nothing beside it but units: it holds a wall clock against what users wait for. */
  readonly alone: boolean;
  /** Has files that take minutes each: they begin first, so that none of them is left for the end. */
  readonly long: boolean;
  /** Has few files that take as long as many of another area: at a user's width, where none takes minutes, these begin first. */
  readonly slow: boolean;
}

function testFilesBelow(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('node_modules'))
    .sort();
}

/** Once a process has used an AsyncLocalStorage, Node.js 22 takes twice as long for each await: what does so comes last. */
const hasContext = (path: string): boolean => /[\\/](?:packages[\\/]runtime|plugins)[\\/]/.test(path);

/** More files of one area are run by several processes, so that none of them is left for the end. */
const mostFiles = 20;

/** Files that begin alike often take long alike, so they are dealt out by turns. */
export function inParts(
  area: Area,
  most = area.units ? 1 : Math.ceil(area.files.length / mostFiles),
): readonly Area[] {
  // None without files: what runs them would take its own for it.
  const parts = Math.min(most, area.files.length);
  if (parts < 2) return [area];
  return Array.from({ length: parts }, (_, part) => ({
    ...area,
    name: `${area.name} (${part + 1} of ${parts})`,
    files: area.files.filter((_file, index) => index % parts === part),
  }));
}

/**
 * The areas of the suite: the units beside the sources, then each folder of `test/`.
 * `filters` keep the files whose path contains one of them.
 */
export function areas(root: string, filters: readonly string[]): readonly Area[] {
  const wanted = (path: string): boolean =>
    filters.length === 0 || filters.some((filter) => relative(root, path).includes(filter));
  const units = ['packages', 'plugins', 'nodes']
    .flatMap((room) => testFilesBelow(join(root, room)))
    .toSorted((one, other) => Number(hasContext(one)) - Number(hasContext(other)));
  const folders = readdirSync(join(root, 'test'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'peers' && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
  return [
    {
      name: 'units',
      files: units.filter(wanted),
      units: true,
      offline: false,
      alone: false,
      long: false,
      slow: false,
    },
    ...folders.map((name) => ({
      name,
      files: testFilesBelow(join(root, 'test', name)).filter(wanted),
      units: false,
      offline: name === 'packing',
      alone: name === 'start',
      long: name === 'faults' || name === 'fleet',
      slow: ['dashboard', 'demo', 'packing', 'scaffold'].includes(name),
    })),
  ]
    .filter((area) => area.files.length > 0)
    .flatMap((area) => inParts(area));
}
