import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NodeRedProcess, Target } from '@millwright/testing';

/**
 * A Node.js that sees a disk of its own: it runs in a mount namespace, which needs no root where user namespaces are
 * allowed. `mount` is a line of shell that changes what it sees; `$0` is not used.
 */
export class Namespace {
  readonly target: Target;
  readonly #directory: string;

  private constructor(target: Target, directory: string) {
    this.target = target;
    this.#directory = directory;
  }

  static async make(target: Target, mount: string): Promise<Namespace> {
    const directory = await mkdtemp(join(tmpdir(), 'millwright-namespace-'));
    const node = join(directory, 'node');
    await writeFile(
      node,
      `#!/bin/sh\nexec unshare -rm sh -c '${mount} && exec "${target.node}" "$@"' sh "$@"\n`,
    );
    await chmod(node, 0o755);
    return new Namespace({ ...target, node }, directory);
  }

  remove(): Promise<void> {
    return rm(this.#directory, { recursive: true });
  }
}

/** A path as the process sees it, seen from here. */
export function seenBy(nodeRed: NodeRedProcess, path: string): string {
  return `/proc/${nodeRed.pid}/root${path}`;
}

/** Runs a line of shell where the process is. */
export function inside(nodeRed: NodeRedProcess, line: string): void {
  const { status, stderr } = spawnSync(
    'nsenter',
    ['-t', String(nodeRed.pid), '-U', '-m', '--preserve-credentials', 'sh', '-c', line],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${line}: ${stderr}`);
}
