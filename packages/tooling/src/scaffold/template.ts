import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@millwright/testing';
import { rename } from './name.ts';
import { templateFiles, templates } from './template-files.ts';

/** A template lies two folders deeper below the root than what is made of it. */
const nearer = (text: string): string => text.replaceAll('../../../../', '../../');

/** What is made of a template's file: its text, with the names in their places. */
export function fromTemplate(path: string, names: Readonly<Record<string, string>>): string {
  return nearer(rename(readFileSync(join(templates, path), 'utf8'), names));
}

/** All files of a template with the names in their places, by their paths below its folder, with slashes. */
export function readTemplate(
  folder: string,
  names: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  return new Map(
    templateFiles(folder).map((path) => [
      rename(path.slice(folder.length + 1), names),
      fromTemplate(path, names),
    ]),
  );
}

interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly license: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const readJson = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** The version that all packages of the repository share. */
export const lockstepVersion = (): string => readJson('lerna.json').version;

/** A template's package.json with the versions of the day: the shared one, and those of the root for what is not ours. */
export function completeManifest(text: string, version = lockstepVersion()): Manifest {
  const manifest: Manifest = JSON.parse(text);
  const outside: Readonly<Record<string, string>> = readJson('package.json').devDependencies;
  const devDependencies = Object.fromEntries(
    Object.keys(manifest.devDependencies).map((name) => [
      name,
      name.startsWith('@millwright/') ? lockstepVersion() : (outside[name] ?? '*'),
    ]),
  );
  return { ...manifest, version, devDependencies };
}

export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
