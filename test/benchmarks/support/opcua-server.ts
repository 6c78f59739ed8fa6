import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endChild, root, spawnChild, waitFor } from '@millwright/testing';

export interface Told {
  /** That are open. */
  readonly connections: number;
  /** Values that were sent to the subscriptions of each session, by its name. */
  readonly sent: Readonly<Record<string, number>>;
}

/** The server of the benchmark in a process of its own. */
export class UaServer {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #lines: unknown[];
  #asked: Promise<unknown> = Promise.resolve();

  private constructor(child: ChildProcess, lines: unknown[], port: number) {
    this.#child = child;
    this.#lines = lines;
    this.url = `opc.tcp://127.0.0.1:${port}`;
  }

  static async start(): Promise<UaServer> {
    const child = spawnChild(
      process.execPath,
      ['--conditions=@millwright/source', join(root, 'test/benchmarks/support/opcua-feed-process.ts')],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const lines: unknown[] = [];
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line)));
    const ready = await waitFor(
      'the server to listen',
      () => lines[0] as { readonly port: number } | undefined,
    );
    return new UaServer(child, lines, ready.port);
  }

  /** Tells it something, and what it has to say comes back. */
  tell(command: { readonly rate?: number; readonly listen?: boolean } = {}): Promise<Told> {
    const answered = this.#asked.then(() => {
      const before = this.#lines.length;
      this.#child.stdin?.write(`${JSON.stringify(command)}\n`);
      return waitFor('the server to obey', () => this.#lines[before] as Told | undefined);
    });
    this.#asked = answered.catch(() => undefined);
    return answered;
  }

  async end(): Promise<void> {
    await endChild(this.#child);
  }
}
