import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const markPath = (root: string): string => join(root, '.cache/built');

function newestBelow(directory: string): number {
  if (!existsSync(directory)) return 0;
  let newest = 0;
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || /[\\/](dist|node_modules|\.types)([\\/]|$)/.test(entry.parentPath)) continue;
    newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
  }
  return newest;
}

/** True when nothing that the build reads is newer than the last build that succeeded. */
export function isFresh(root: string): boolean {
  const mark = markPath(root);
  if (!existsSync(mark)) return false;
  const built = statSync(mark).mtimeMs;
  return ['packages', 'plugins', 'nodes'].every((room) => newestBelow(join(root, room)) < built);
}

/** Records that the build succeeded; `started` (ms since the epoch) counts, since a file may change while it builds. */
export function markFresh(root: string, started: number): void {
  const mark = markPath(root);
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, new Date(started).toISOString());
}
