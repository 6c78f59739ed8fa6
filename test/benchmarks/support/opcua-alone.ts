import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { endChild, peersDirectory, root, spawnChild } from '@millwright/testing';
import type { Counting, Tally } from './slices.ts';

/** node-opcua's own client in a process of its own, as it reads or watches. */
export class Alone implements Counting {
  readonly #child: ChildProcess;
  readonly #lines: Interface;

  private constructor(child: ChildProcess, lines: Interface) {
    this.#child = child;
    this.#lines = lines;
  }

  /** @param pace milliseconds between two reads, or two publishes */
  static async start(url: string, what: 'read' | 'watch', tags: number, pace: number): Promise<Alone> {
    const child = spawnChild(
      process.execPath,
      [
        join(root, 'test/benchmarks/support/opcua-alone.mjs'),
        join(peersDirectory, 'opcua'),
        url,
        what,
        String(tags),
        String(pace),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    if (!child.stdout) throw new TypeError('It has no output');
    return new Alone(child, createInterface({ input: child.stdout }));
  }

  /** What it says next: it does ten times a second. */
  async tally(): Promise<Tally> {
    for (;;) {
      const [line] = await once(this.#lines, 'line', { signal: AbortSignal.timeout(30_000) });
      // Its library prints, too.
      if (line.startsWith('{')) return JSON.parse(line);
    }
  }

  async stop(): Promise<void> {
    await endChild(this.#child);
  }
}
