import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { compileCache, root } from '@millwright/testing';
import { attention, good, step } from '../console.ts';
import { type Account, accountLines, accounts } from './accounts.ts';
import { lock, type Running } from './lock.ts';
import { choosePort } from './ports.ts';
import { ManagedProcess } from './process.ts';
import { OwnerChanged, setUpAccess } from './set-up.ts';
import { prepareUserDirectory } from './user-directory.ts';

/** The demo's user directory; tests of the demo itself name another one. */
export const demoDirectory = process.env['MILLWRIGHT_DEMO_DIRECTORY'] ?? join(root, '.demo');
const editorPort = 1880;
const plcPort = 1502;

/** The demo already runs, in another process. */
export class AlreadyRunning extends Error {
  constructor(other: Running) {
    super(`The demo already runs at ${other.url} (process ${other.pid}).`);
  }
}

function nodeRedVersion(): string {
  return JSON.parse(readFileSync(join(root, 'node_modules/node-red/package.json'), 'utf8')).version;
}

/** The demo plant's filler as a simulated PLC, and a Node-RED with everything in the repository. */
export class Demo {
  readonly url: string;
  readonly accounts: readonly Account[];
  readonly #port: number;
  readonly #plcPort: number;
  readonly #release: () => void;
  readonly #died: (name: string, code: number | null) => void;
  #plc: ManagedProcess | undefined;
  #nodeRed: ManagedProcess | undefined;

  private constructor(
    port: number,
    filler: number,
    all: readonly Account[],
    release: () => void,
    died: (name: string, code: number | null) => void,
  ) {
    this.#port = port;
    this.#plcPort = filler;
    this.url = `http://127.0.0.1:${port}`;
    this.accounts = all;
    this.#release = release;
    this.#died = died;
  }

  /** Chooses ports and makes the user directory; starts nothing yet. `died` hears of a process that ends by itself. */
  static async prepare(died: (name: string, code: number | null) => void): Promise<Demo> {
    const port = await choosePort(editorPort);
    const filler = await choosePort(plcPort);
    prepareUserDirectory(demoDirectory);
    const mine = await lock(demoDirectory, `http://127.0.0.1:${port}`);
    if (!('release' in mine)) throw new AlreadyRunning(mine);
    if (port !== editorPort)
      attention(`Port ${editorPort} is taken (another Node-RED?): this editor takes ${port} instead`);
    if (filler !== plcPort) attention(`Port ${plcPort} is taken: the simulated PLC takes ${filler} instead`);
    return new Demo(port, filler, accounts(demoDirectory), mine.release, died);
  }

  async startPlc(): Promise<void> {
    step(`Starting the filler, a simulated Modbus PLC, on 127.0.0.1:${this.#plcPort}`);
    this.#plc = await ManagedProcess.start({
      died: this.#died,
      name: 'The simulated PLC',
      args: [
        '--conditions=@millwright/source',
        join(root, 'packages/simulators/src/cli.ts'),
        'plant',
        '--port',
        String(this.#plcPort),
      ],
      logFile: join(demoDirectory, 'plc.log'),
      ready: /ready|listening/i,
      deadline: 15_000,
    });
  }

  async startNodeRed(): Promise<void> {
    step(`Starting Node-RED ${nodeRedVersion()}`);
    this.#nodeRed = await ManagedProcess.start({
      died: this.#died,
      name: 'Node-RED',
      args: [
        '--disable-warning=ExperimentalWarning',
        '--require',
        join(root, 'packages/tooling/src/demo/end-with-parent.cjs'),
        join(root, 'node_modules/node-red/red.js'),
        '--userDir',
        demoDirectory,
        '--settings',
        join(demoDirectory, 'settings.js'),
        '--port',
        String(this.#port),
      ],
      environment: { FILLER_PORT: String(this.#plcPort), NODE_COMPILE_CACHE: compileCache },
      logFile: join(demoDirectory, 'node-red.log'),
      ready:
        /Server now running at[\s\S]*Started flows|Started flows[\s\S]*Server now running at|Waiting for missing types/,
      deadline: 60_000,
    });
  }

  /** Makes an account for each ready-made role, with the passwords that are kept. */
  async makeAccounts(): Promise<void> {
    try {
      await setUpAccess(this.url, demoDirectory, this.accounts);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      attention(
        error instanceof OwnerChanged
          ? `The accounts are as you left them (${why})`
          : `Not every account could be made: ${why}`,
      );
    }
  }

  /** Ends Node-RED and starts it again, with what was built in the meantime. */
  async restartNodeRed(): Promise<void> {
    await this.#nodeRed?.end();
    await this.startNodeRed();
  }

  /** Says where the editor is and how to get in. */
  announce(): void {
    good('The editor is ready');
    console.log(`\n    ${this.url}\n`);
    for (const line of accountLines(this.accounts)) console.log(`    ${line}`);
    console.log(`
    Open the tab "Filler": the flow reads the PLC every second. Change something and press Deploy:
    the new version appears in the History sidebar, and from there you can go back.
    Log in as operator, and try to deploy; as owner, the Access sidebar says who may do what.

    Ctrl-C ends everything. What you changed is kept in ${relative(root, demoDirectory)}/ (with Node-RED's log).
`);
  }

  async end(): Promise<void> {
    await Promise.all([this.#nodeRed?.end(), this.#plc?.end()]);
    this.#release();
  }
}
