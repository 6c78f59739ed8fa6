import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ManagedProcess } from './process.ts';
import { startSimulator } from './simulator.ts';

/** Of the demo's user directory: the certificates of the palletiser's server. */
const serverFolder = 'palletiser';
/** Of the demo's user directory, too: what is appended to it tells the palletiser something. */
export const palletiserCommands = 'palletiser.commands';

export interface PalletiserOptions {
  readonly demoDirectory: string;
  readonly port: number;
  readonly died: (name: string, code: number | null) => void;
}

/** Where its server is. @param port of the loopback */
export const palletiserUrl = (port: number): string => `opc.tcp://127.0.0.1:${port}/palletiser`;

/**
 * The plant's palletiser: an OPC UA server that lets in whom it trusts. At the first start the demo does what an administrator would, for each of its
 * Node-REDs that talk to it: it puts the certificate of each side among those that the other one trusts. Later on nothing is trusted by itself: who takes a certificate out has taken it out.
 */
export class DemoPalletiser {
  readonly #options: PalletiserOptions;
  #process: ManagedProcess | undefined;

  constructor(options: PalletiserOptions) {
    this.#options = options;
  }

  /** Whether a Node-RED and it have been made known to each other. @param name of the Node-RED */
  knows(name: string): boolean {
    return existsSync(this.#clientFile(name));
  }

  /** Resolves when it listens. Calling twice starts it once. */
  async start(): Promise<void> {
    const { demoDirectory, port, died } = this.#options;
    this.#process ??= startSimulator(
      'The palletiser',
      [
        'palletiser',
        '--port',
        String(port),
        '--directory',
        join(demoDirectory, serverFolder),
        '--commands',
        join(demoDirectory, palletiserCommands),
      ],
      { logFile: join(demoDirectory, 'palletiser.log'), died },
    );
    await this.#process.ready;
  }

  /**
   * Puts each side's certificate where the other one has those that it trusts. The server has to be there; the Node-RED need not.
   *
   * @param name of the Node-RED. @param userDirectory its own
   */
  async introduce(name: string, userDirectory: string): Promise<void> {
    const { demoDirectory } = this.#options;
    const { CertificateStore } = await import('@millwright/opcua/client');
    const directory = join(userDirectory, 'millwright/opcua/pki');
    const store = CertificateStore.open({
      directory,
      onWarning: (text) => {
        throw new Error(text);
      },
    });
    const { certificateChain } = await store.own();
    // What is put into its folders by hand counts as well.
    copyFileSync(
      join(demoDirectory, serverFolder, 'own/certs/certificate.pem'),
      join(directory, 'trusted/palletiser.pem'),
    );
    const file = this.#clientFile(name);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, certificateChain);
  }

  async end(): Promise<void> {
    await this.#process?.end();
  }

  #clientFile(name: string): string {
    return join(this.#options.demoDirectory, serverFolder, `trusted/certs/${name}.der`);
  }
}
