import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Draft } from './draft.ts';
import { addProject, addReadmeRow, addRooms, addToLock } from './pages.ts';
import { Refusal } from './refusal.ts';
import { completeManifest, jsonText, readTemplate } from './template.ts';

const kinds = { plugins: 'plugin', nodes: 'pack of nodes' } as const;
type Room = keyof typeof kinds;

/** Refuses a name that another package has: they would share an npm name, routes and texts. @throws Refusal */
export function checkFree(root: string, name: string): void {
  for (const room of ['plugins', 'nodes'] as const) {
    if (existsSync(join(root, room, name)))
      throw new Refusal(`${room}/${name} is there already.`, `Choose a name that no ${kinds[room]} has.`);
  }
}

/** A new package out of a template, entered wherever the repository names its packages. */
export function draftPackage(
  draft: Draft,
  room: Room,
  name: string,
  names: Readonly<Record<string, string>>,
): void {
  const directory = `${room}/${name}`;
  const files = readTemplate(room === 'plugins' ? 'plugin' : 'pack', names);
  const manifest = completeManifest(files.get('package.json') ?? '');
  for (const [path, text] of files)
    draft.add(`${directory}/${path}`, path === 'package.json' ? jsonText(manifest) : text);
  draft.change('tsconfig.json', (text) => addProject(text, directory));
  draft.change('ARCHITECTURE.md', (text) => addRooms(text, room, name));
  draft.change('README.md', (text) => addReadmeRow(text, room, name, manifest));
  draft.change('package-lock.json', (text) => addToLock(text, directory, manifest));
}

export const readText = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');
