import { readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

/** The templates are sources like all others: they are checked, linted and tested where they stand. */
export const templates = resolve(import.meta.dirname, '../../templates');

/** The files of a template in order, by their paths below the folder of all templates, with slashes. */
export function templateFiles(folder: string): readonly string[] {
  return readdirSync(join(templates, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(templates, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !/\/(\.types|dist|node_modules)\//.test(path))
    .sort();
}
