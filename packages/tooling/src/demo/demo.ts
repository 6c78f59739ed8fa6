import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compileCache, root } from '@millwright/testing';
import { attention, good, step } from '../console.ts';
import { type Account, accounts } from './accounts.ts';
import { OwnerChanged } from './admin.ts';
import { announcement } from './announcement.ts';
import { lock, type Running } from './lock.ts';
import { choosePort } from './ports.ts';
import { ManagedProcess } from './process.ts';
import { setUpAccess } from './set-up.ts';
import { setUpAudit, syslogCommands, syslogFile } from './set-up-audit.ts';
import { prepareUserDirectory } from './user-directory.ts';

/** The demo's user directory; tests of the demo itself name another one. */
export const demoDirectory = resolve(process.env['MILLWRIGHT_DEMO_DIRECTORY'] ?? join(root, '.demo'));
const editorPort = 1880;
const plcPort = 1502;
const syslogPort = 1601;

/** Where the demo's processes listen. */
interface Ports {
  readonly editor: number;
  readonly plc: number;
  readonly syslog: number;
}

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
  readonly #ports: Ports;
  readonly #release: () => void;
  readonly #died: (name: string, code: number | null) => void;
  readonly #simulators: ManagedProcess[] = [];
  #nodeRed: ManagedProcess | undefined;

  private constructor(
    ports: Ports,
    all: readonly Account[],
    release: () => void,
    died: (name: string, code: number | null) => void,
  ) {
    this.#ports = ports;
    this.url = `http://127.0.0.1:${ports.editor}`;
    this.accounts = all;
    this.#release = release;
    this.#died = died;
  }

  /** Chooses ports and makes the user directory; starts nothing yet. `died` hears of a process that ends by itself. */
  static async prepare(died: (name: string, code: number | null) => void): Promise<Demo> {
    const ports = {
      editor: await choosePort(editorPort),
      plc: await choosePort(plcPort),
      syslog: await choosePort(syslogPort),
    };
    prepareUserDirectory(demoDirectory);
    const mine = await lock(demoDirectory, `http://127.0.0.1:${ports.editor}`);
    if (!('release' in mine)) throw new AlreadyRunning(mine);
    const { editor, plc, syslog } = ports;
    if (editor !== editorPort)
      attention(`Port ${editorPort} is taken (another Node-RED?): this editor takes ${editor} instead`);
    if (plc !== plcPort) attention(`Port ${plcPort} is taken: the simulated PLC takes ${plc} instead`);
    if (syslog !== syslogPort)
      attention(`Port ${syslogPort} is taken: the syslog receiver takes ${syslog} instead`);
    return new Demo(ports, accounts(demoDirectory), mine.release, died);
  }

  async startSimulators(): Promise<void> {
    const { plc, syslog } = this.#ports;
    step(`Starting the filler, a simulated Modbus PLC, on 127.0.0.1:${plc}`);
    step(`Starting a syslog receiver for the audit log on 127.0.0.1:${syslog}`);
    await Promise.all([
      this.#startSimulator('The simulated PLC', 'plc.log', ['plant', '--port', String(plc)]),
      this.#startSimulator('The syslog receiver', 'syslog-receiver.log', [
        'syslog',
        '--port',
        String(syslog),
        '--file',
        join(demoDirectory, syslogFile),
        '--commands',
        join(demoDirectory, syslogCommands),
      ]),
    ]);
  }

  async #startSimulator(name: string, log: string, args: readonly string[]): Promise<void> {
    const simulator = await ManagedProcess.start({
      died: this.#died,
      name,
      args: ['--conditions=@millwright/source', join(root, 'packages/simulators/src/cli.ts'), ...args],
      logFile: join(demoDirectory, log),
      ready: /ready|listening/i,
      deadline: 15_000,
    });
    this.#simulators.push(simulator);
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
        String(this.#ports.editor),
      ],
      environment: { FILLER_PORT: String(this.#ports.plc), NODE_COMPILE_CACHE: compileCache },
      logFile: join(demoDirectory, 'node-red.log'),
      ready:
        /Server now running at[\s\S]*Started flows|Started flows[\s\S]*Server now running at|Waiting for missing types/,
      deadline: 60_000,
    });
  }

  /** Makes an account for each ready-made role, with the passwords that are kept, and the audit log's destinations. */
  async setUp(): Promise<void> {
    try {
      const token = await setUpAccess(this.url, demoDirectory, this.accounts);
      await setUpAudit(this.url, token, this.#ports.syslog);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      attention(
        error instanceof OwnerChanged
          ? `The accounts and destinations are as you left them (${why})`
          : `Not everything could be set up: ${why}`,
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
    console.log(announcement(this.url, this.accounts, demoDirectory));
  }

  async end(): Promise<void> {
    await this.#nodeRed?.end();
    await Promise.all(this.#simulators.map((simulator) => simulator.end()));
    this.#release();
  }
}
