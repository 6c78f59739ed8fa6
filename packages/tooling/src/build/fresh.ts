import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A source file and when it was last written, in ms since the epoch. */
export interface Written {
  readonly path: string;
  readonly time: number;
}

const markPath = (root: string): string => join(root, '.cache/built');

function sourceFolders(root: string): readonly string[] {
  return ['packages', 'plugins', 'nodes'].flatMap((room) =>
    readdirSync(join(root, room)).map((name) => join(root, room, name, 'src')),
  );
}

/** The source that was written last; what a build reads lies in the `src` folders. */
export function newestSource(root: string): Written {
  let newest: Written = { path: '', time: 0 };
  for (const folder of sourceFolders(root)) {
    if (!existsSync(folder)) continue;
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      // An editor may take its scratch file away between the listing and this look.
      const time = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      if (time > newest.time) newest = { path: relative(root, path), time };
    }
  }
  return newest;
}

/** True when no source is newer than the begin of the last build that succeeded. */
export function isFresh(root: string): boolean {
  const mark = statSync(markPath(root), { throwIfNoEntry: false });
  return mark !== undefined && newestSource(root).time < mark.mtimeMs;
}

/** Records that the build succeeded; its begin counts (ms since the epoch), since a file may change while it runs. */
export function markFresh(root: string, started: number): void {
  const mark = markPath(root);
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, '');
  utimesSync(mark, started / 1000, started / 1000);
}
