import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';

const local = createRequire(import.meta.url);

/** Whether this process holds code of a module of the user directory: Node.js never loads it anew. */
export function isLoaded(userDirectory: string, name: string): boolean {
  const folder = join(realpathSync(userDirectory), 'node_modules', name) + sep;
  return Object.keys(local.cache).some((path) => path.startsWith(folder));
}
