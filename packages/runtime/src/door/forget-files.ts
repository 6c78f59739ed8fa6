import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';

/**
 * Makes Node.js forget the files of a removed package, else installing it again would run the old code.
 * Node-RED does not do that.
 */
export function forgetFiles(packageDirectory: string | undefined): void {
  if (!packageDirectory) return;
  const { cache } = createRequire(import.meta.url);
  const directories = [packageDirectory, real(packageDirectory)];
  for (const file of Object.keys(cache)) {
    const own = directories.some(
      (directory) =>
        file.startsWith(directory + sep) && !file.startsWith(join(directory, 'node_modules') + sep),
    );
    if (own) delete cache[file];
  }
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
