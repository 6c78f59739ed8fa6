import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from '@millwright/testing';

/** One row of the table in ARCHITECTURE.md. */
export interface Room {
  /** `packages/schema` or `plugins/history/runtime`. */
  readonly name: string;
  readonly mayImport: readonly string[];
  readonly kind: 'pure' | 'node' | 'browser';
}

/** The import table of ARCHITECTURE.md. */
export function importTable(): readonly Room[] {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const table = /<!-- imports -->([\s\S]*?)<!-- \/imports -->/.exec(text)?.[1] ?? '';
  return table
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| room'))
    .map((line) => {
      const [name = '', imports = '', kind = ''] = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      return {
        name,
        mayImport: imports.split(',').flatMap((item) => item.trim() || []),
        kind: kind as Room['kind'],
      };
    });
}

export interface SourceFile {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  readonly room: string;
  readonly text: string;
}

/** Which side of a plugin or node package a file is on: by its folder, else by its name. */
function sideOf(inSource: readonly string[]): string {
  const [first = '', ...rest] = inSource;
  if (first === 'common' || first === 'runtime' || first === 'editor' || first === 'client') return first;
  const file = rest.at(-1) ?? first;
  if (file === 'editor.ts') return 'editor';
  return file === 'schema.ts' ? 'common' : 'runtime';
}

/** Packages with a room for each side, as plugins have: each side is an entry of its own. */
const sidedPackages = ['plc'];

function roomOf(path: string): string {
  const [kind = '', name = '', , ...inSource] = path.split('/');
  return kind === 'packages' && !sidedPackages.includes(name)
    ? `${kind}/${name}`
    : `${kind}/${name}/${sideOf(inSource)}`;
}

/** All sources below packages/, plugins/ and nodes/, without tests and what only they use. */
export function sourceFiles(): readonly SourceFile[] {
  return ['packages', 'plugins', 'nodes'].flatMap((kind) =>
    readdirSync(join(root, kind), { withFileTypes: true, recursive: true })
      .filter(
        (entry) =>
          entry.isFile() &&
          entry.name.endsWith('.ts') &&
          !/\.(test|fixture)\.ts$/.test(entry.name) &&
          !entry.name.endsWith('.d.ts'),
      )
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter((path) => /^[^/]+\/[^/]+\/src\//.test(path) && !path.includes('node_modules'))
      .map((path) => ({ path, room: roomOf(path), text: readFileSync(join(root, path), 'utf8') })),
  );
}

export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** Every static import, re-export and dynamic import of a source. */
export function importsOf(text: string): readonly Import[] {
  const found: Import[] = [];
  for (const match of text.matchAll(/^\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'/gm)) {
    found.push({ specifier: match[2] ?? '', typeOnly: match[1] !== undefined });
  }
  for (const match of text.matchAll(/^\s*import\s+'([^']+)'|\bimport\('([^']+)'\)/gm)) {
    found.push({ specifier: match[1] ?? match[2] ?? '', typeOnly: false });
  }
  return found;
}
