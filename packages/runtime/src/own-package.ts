import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Name and version of the package that a file belongs to, as its package.json says them.
 *
 * @param file `import.meta.url` of a source or of the bundle
 */
export function ownPackage(file: string): { readonly packageName: string; readonly version: string } {
  let directory = dirname(fileURLToPath(file));
  while (!existsSync(join(directory, 'package.json')) && dirname(directory) !== directory) {
    directory = dirname(directory);
  }
  const { name, version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  return { packageName: name, version };
}
