import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who runs the demo just now. Two Node-REDs over one user directory would overwrite each other's flows. */
export interface Running {
  readonly pid: number;
  readonly url: string;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function read(file: string): Running | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // A file that was cut off by a crash names nobody.
    return undefined;
  }
}

/** Marks the directory as in use, or gives who uses it already. */
export function lock(directory: string, url: string): { readonly release: () => void } | Running {
  const file = join(directory, 'running.json');
  const other = existsSync(file) ? read(file) : undefined;
  if (other && other.pid !== process.pid && isAlive(other.pid)) return other;
  writeFileSync(file, JSON.stringify({ pid: process.pid, url } satisfies Running));
  return { release: () => rmSync(file, { force: true }) };
}
