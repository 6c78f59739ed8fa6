import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endChild, peersDirectory, root, spawnChild, waitFor } from '@millwright/testing';
import type { Measured } from './nodes-arm.ts';

interface Line {
  readonly count: number;
  /** Microseconds of the processor. */
  readonly cpu: number;
}

/** node-opcua's own client in a process of its own, as it reads or watches. */
export class Alone {
  readonly #child: ChildProcess;
  #last: Line | undefined;

  private constructor(child: ChildProcess) {
    this.#child = child;
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => {
        // Its library prints, too.
        if (line.startsWith('{')) this.#last = JSON.parse(line);
      });
  }

  /** @param pace requests a second of a read, 0 for as many as there can be; of a watch milliseconds between two publishes */
  static async start(url: string, what: 'read' | 'watch', tags: number, pace = 0): Promise<Alone> {
    const alone = new Alone(
      spawnChild(
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
      ),
    );
    await waitFor('node-opcua to have its first values', () => alone.count > 0, {
      deadline: 30_000,
    });
    return alone;
  }

  get count(): number {
    return this.#last?.count ?? 0;
  }

  async measure(seconds: number): Promise<Measured> {
    const began = performance.now();
    const before = this.#now();
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const after = this.#now();
    const count = after.count - before.count;
    return { rate: (count / (performance.now() - began)) * 1000, cost: (after.cpu - before.cpu) / count };
  }

  #now(): Line {
    if (!this.#last) throw new Error('node-opcua has said nothing yet');
    return this.#last;
  }

  async end(): Promise<void> {
    await endChild(this.#child);
  }
}
