import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endChild, root, spawnChild, waitFor } from '@millwright/testing';

type Line = Readonly<Record<string, unknown>>;

/** The simulated PLC as a process of its own, so that what it costs is no part of what is measured. */
export class Simulator {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #lines: Line[];

  private constructor(child: ChildProcess, lines: Line[], port: number) {
    this.#child = child;
    this.#lines = lines;
    this.port = port;
  }

  /** @param options of `millwright-simulate modbus` */
  static async start(...options: readonly string[]): Promise<Simulator> {
    const child = spawnChild(
      process.execPath,
      [
        '--conditions=@millwright/source',
        join(root, 'packages/simulators/src/cli.ts'),
        'modbus',
        '--port',
        '0',
        ...options,
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const lines: Line[] = [];
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line)));
    const ready = await waitFor('the simulator to listen', () => lines[0]);
    return new Simulator(child, lines, Number(ready['port']));
  }

  /** Tells it something. @returns what it answers */
  async tell(command: object): Promise<Line> {
    const before = this.#lines.length;
    this.#child.stdin?.write(`${JSON.stringify(command)}\n`);
    const answer = await waitFor('the simulator to obey', () => this.#lines[before]);
    if (answer['error'] !== undefined) throw new Error(JSON.stringify(answer['error']));
    return answer;
  }

  async stop(): Promise<void> {
    await endChild(this.#child);
  }
}
