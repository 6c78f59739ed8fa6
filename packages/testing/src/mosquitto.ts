import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endChild, spawnChild } from './children.ts';
import { accepts } from './ports.ts';
import { waitFor } from './wait.ts';

export interface MosquittoOptions {
  /** Where mosquitto is: see `requirePeer`. */
  readonly program: string;
  /** For its configuration. */
  readonly directory: string;
  readonly port: number;
  /** More lines of its configuration. */
  readonly lines?: readonly string[];
}

/** A real broker on the loopback, which can be stopped and started again; what it retained is gone then. */
export class Mosquitto {
  readonly #options: MosquittoOptions;
  #child: ReturnType<typeof spawnChild> | undefined;

  constructor(options: MosquittoOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { program, directory, port, lines = ['allow_anonymous true'] } = this.#options;
    const configuration = join(directory, 'mosquitto.conf');
    writeFileSync(configuration, [`listener ${port} 127.0.0.1`, ...lines, ''].join('\n'));
    const child = spawnChild(program, ['-c', configuration], { stdio: 'ignore' });
    this.#child = child;
    await waitFor('mosquitto listens', () => {
      if (child.exitCode !== null) throw new Error('mosquitto has ended');
      return accepts(port);
    });
  }

  async stop(): Promise<void> {
    if (this.#child) await endChild(this.#child);
    this.#child = undefined;
  }
}
