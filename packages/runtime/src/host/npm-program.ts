import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const local = createRequire(import.meta.url);
const program = join('bin', 'npm-cli.js');

/**
 * npm as Node-RED's palette manager runs it: the one that comes with Node-RED; else the one beside this Node.js.
 *
 * @returns the path of its script; undefined if there is none
 */
export function findNpm(): string | undefined {
  // Whatever the layout: the palette manager has been loaded, so it is in the cache.
  const installer = Object.keys(local.cache).find((path) =>
    path.replaceAll('\\', '/').endsWith('/@node-red/registry/lib/installer.js'),
  );
  const beside = dirname(process.execPath);
  const candidates = [
    installer && packageOf(installer),
    join(beside, '..', 'lib', 'node_modules', 'npm'),
    join(beside, 'node_modules', 'npm'),
  ];
  return candidates
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, program))
    .find(existsSync);
}

function packageOf(installer: string): string | undefined {
  try {
    return dirname(createRequire(installer).resolve('npm/package.json'));
  } catch {
    return undefined;
  }
}
