import { join } from 'node:path';
import { startNodeRed } from '../node-red.ts';
import type { ManagedOptions, ManagedProcess } from '../process.ts';
import { startSimulator } from '../simulator.ts';
import { prepareUserDirectory } from '../user-directory.ts';
import type { Line } from './lines.ts';

/** The Node-RED on a line, and the line's filler as a simulated PLC. */
export class Gateway {
  readonly line: Line;
  readonly url: string;
  readonly directory: string;
  readonly plcPort: number;
  readonly #port: number;
  readonly #died: ManagedOptions['died'];
  #plc: ManagedProcess | undefined;
  #nodeRed: ManagedProcess | undefined;

  /** @param demoDirectory where the gateway's own user directory is */
  constructor(
    line: Line,
    ports: { readonly editor: number; readonly plc: number },
    demoDirectory: string,
    died: ManagedOptions['died'],
  ) {
    this.line = line;
    this.url = `http://127.0.0.1:${ports.editor}`;
    this.directory = join(demoDirectory, line.id);
    this.plcPort = ports.plc;
    this.#port = ports.editor;
    this.#died = died;
  }

  /** The PLC and the Node-RED at once: a flow waits for a PLC that is not there yet. */
  async start(): Promise<void> {
    prepareUserDirectory(this.directory);
    await Promise.all([this.#startPlc(), this.#startNodeRed()]);
  }

  async #startPlc(): Promise<void> {
    const args = ['plant', '--port', String(this.plcPort), '--seed', String(this.line.seed)];
    const logFile = join(this.directory, 'plc.log');
    this.#plc = startSimulator(`The PLC of ${this.line.name}`, args, { logFile, died: this.#died });
    await this.#plc.ready;
  }

  async #startNodeRed(): Promise<void> {
    this.#nodeRed = startNodeRed({
      name: `Node-RED of ${this.line.name}`,
      directory: this.directory,
      port: this.#port,
      environment: {},
      supervised: true,
      died: this.#died,
    });
    await this.#nodeRed.ready;
  }

  async restartNodeRed(): Promise<void> {
    await this.#nodeRed?.end();
    await this.#startNodeRed();
  }

  async end(): Promise<void> {
    await this.#nodeRed?.end();
    await this.#plc?.end();
  }
}
