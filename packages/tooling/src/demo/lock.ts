import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

/** A demo that is still starting does not answer yet. */
const startingFor = 60_000;

async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
  return response !== undefined;
}

/** Whether the demo that left the file still runs: its number alone may by now belong to another process. */
async function runs(other: Running, file: string): Promise<boolean> {
  if (other.pid === process.pid || !isAlive(other.pid)) return false;
  return Date.now() - statSync(file).mtimeMs < startingFor || (await answers(other.url));
}

/** Marks the directory as in use, or gives who uses it already. */
export async function lock(
  directory: string,
  url: string,
): Promise<{ readonly release: () => void } | Running> {
  const file = join(directory, 'running.json');
  const other = existsSync(file) ? read(file) : undefined;
  if (other && (await runs(other, file))) return other;
  writeFileSync(file, JSON.stringify({ pid: process.pid, url } satisfies Running));
  return { release: () => rmSync(file, { force: true }) };
}
