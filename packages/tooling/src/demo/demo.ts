import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from '@millwright/testing';
import { attention, good, step } from '../console.ts';
import { type Account, accounts } from './accounts.ts';
import { OwnerChanged } from './admin.ts';
import { aboutScreens, announcement } from './announcement.ts';
import { Gateway } from './fleet/gateway.ts';
import { lines } from './fleet/lines.ts';
import { releasePassphrase } from './fleet/passphrase.ts';
import { setUpFleet } from './fleet/set-up-fleet.ts';
import { lock, type Running } from './lock.ts';
import { startNodeRed } from './node-red.ts';
import { plcCommands } from './plc-commands.ts';
import { choosePorts, type Ports } from './ports.ts';
import type { ManagedOptions, ManagedProcess } from './process.ts';
import { hasDashboard, installDashboard } from './screens/dashboard-package.ts';
import { Screens } from './screens/screens.ts';
import { setUpAccess } from './set-up.ts';
import { setUpAudit, syslogCommands, syslogFile } from './set-up-audit.ts';
import { startSimulator } from './simulator.ts';
import { prepareFlows, prepareUserDirectory } from './user-directory.ts';

/** The demo's user directory; tests of the demo itself name another one. */
export const demoDirectory = resolve(process.env['MILLWRIGHT_DEMO_DIRECTORY'] ?? join(root, '.demo'));

/** The demo already runs, in another process. */
export class AlreadyRunning extends Error {
  constructor(other: Running) {
    super(`The demo already runs at ${other.url} (process ${other.pid}).`);
  }
}

function nodeRedVersion(): string {
  return JSON.parse(readFileSync(join(root, 'node_modules/node-red/package.json'), 'utf8')).version;
}

/**
 * A Node-RED with everything in the repository and the demo plant's filler and energy meters as simulated PLCs; beside it a gateway on each
 * line, for which it is the hub, and one more with the line's dashboard.
 */
export class Demo {
  readonly url: string;
  readonly accounts: readonly Account[];
  readonly gateways: readonly Gateway[];
  readonly screens: Screens;
  readonly #ports: Ports;
  /** Of the release key. */
  readonly #passphrase = releasePassphrase(demoDirectory);
  readonly #release: () => void;
  readonly #died: ManagedOptions['died'];
  readonly #simulators: ManagedProcess[] = [];
  #nodeRed: ManagedProcess | undefined;
  #hasScreens = false;

  /** The hub may be away, and the devices run on: so does the demo. */
  readonly #hubDied = (name: string, code: number | null): void =>
    attention(
      `${name}, the hub, ended by itself (exit code ${code}). The gateways run on without it. To have it back: Ctrl-C, and the command again`,
    );

  private constructor(
    ports: Ports,
    all: readonly Account[],
    release: () => void,
    died: ManagedOptions['died'],
  ) {
    this.#ports = ports;
    this.url = `http://127.0.0.1:${ports.editor}`;
    this.accounts = all;
    this.gateways = lines.flatMap((line, at) => {
      const own = ports.lines[at];
      return own === undefined ? [] : new Gateway(line, own, demoDirectory, died);
    });
    this.screens = new Screens({
      port: ports.screens,
      environment: this.#places(),
      demoDirectory,
      died,
    });
    this.#release = release;
    this.#died = died;
  }

  /** Chooses ports and makes the user directories; starts nothing yet. `died` hears of a process that ends by itself. */
  static async prepare(died: ManagedOptions['died']): Promise<Demo> {
    const ports = await choosePorts();
    prepareUserDirectory(demoDirectory);
    prepareFlows(demoDirectory);
    const mine = await lock(demoDirectory, `http://127.0.0.1:${ports.editor}`);
    if (!('release' in mine)) throw new AlreadyRunning(mine);
    return new Demo(ports, accounts(demoDirectory), mine.release, died);
  }

  async startSimulators(): Promise<void> {
    const { plc, meters, syslog } = this.#ports;
    step(`Starting the filler, a simulated Modbus PLC, on 127.0.0.1:${plc}`);
    step(`Starting three energy meters behind a gateway on 127.0.0.1:${meters}`);
    for (const { line, plcPort } of this.gateways)
      step(`Starting the filler of line ${line.line} on 127.0.0.1:${plcPort}`);
    step(`Starting a syslog receiver for the audit log on 127.0.0.1:${syslog}`);
    await Promise.all([
      this.#startSimulator('The simulated PLC', 'plc.log', [
        'plant',
        '--commands',
        join(demoDirectory, plcCommands),
        '--port',
        String(plc),
        '--meter-port',
        String(meters),
      ]),
      this.#startSimulator('The syslog receiver', 'syslog-receiver.log', [
        'syslog',
        '--port',
        String(syslog),
        '--file',
        join(demoDirectory, syslogFile),
        '--commands',
        join(demoDirectory, syslogCommands),
      ]),
      ...this.gateways.map((gateway) => gateway.startPlc()),
    ]);
  }

  async #startSimulator(name: string, log: string, args: readonly string[]): Promise<void> {
    const options = { logFile: join(demoDirectory, log), died: this.#died };
    this.#simulators.push(await startSimulator(name, args, options));
  }

  async startNodeRed(): Promise<void> {
    step(`Starting Node-RED ${nodeRedVersion()}, as a hub and on ${this.gateways.length} gateways`);
    await Promise.all([this.#startHub(), ...this.gateways.map((gateway) => gateway.startNodeRed())]);
  }

  /**
   * The Node-RED with the dashboard. It comes last: whoever waits for the editor does not wait for it, nor for Dashboard to be
   * installed.
   */
  async startScreens(): Promise<void> {
    if (!hasDashboard()) {
      step('Installing Dashboard 2.0 for the screens (once; 135 MB)');
      const isThere = await installDashboard((seconds) =>
        step(`npm is still installing Dashboard 2.0, for ${seconds} s now`),
      );
      if (!isThere) {
        attention(
          'The dashboard is left out: Dashboard 2.0 could not be installed. Once npm reaches its registry, run the command again',
        );
        return;
      }
    }
    step('Starting the dashboard');
    await this.screens.start();
    this.#hasScreens = true;
    await this.#tryTo(() => this.screens.setUp(this.accounts));
    good('The dashboard is ready');
    console.log(aboutScreens(this.screens.url, demoDirectory));
  }

  async #startHub(): Promise<void> {
    this.#nodeRed = await startNodeRed({
      name: 'Node-RED',
      directory: demoDirectory,
      port: this.#ports.editor,
      // FILLER_PORT: a demo directory that is older than the gateways has a flow that asks for it.
      environment: { ...this.#places(), FILLER_PORT: String(this.#ports.plc) },
      died: this.#hubDied,
    });
  }

  /** Where the PLCs are, as flows ask for it. */
  #places(): Readonly<Record<string, string>> {
    const { plc, meters } = this.#ports;
    return {
      PLC_HOST: '127.0.0.1',
      PLC_PORT: String(plc),
      METER_HOST: '127.0.0.1',
      METER_PORT: String(meters),
    };
  }

  /** Makes an account for each ready-made role, with the passwords that are kept, the audit log's destinations and the fleet. */
  async setUp(): Promise<void> {
    await this.#tryTo(async () => {
      const token = await setUpAccess(this.url, demoDirectory, this.accounts);
      await setUpAudit(this.url, token, this.#ports.syslog);
      await this.#setUpFleet(token);
    });
  }

  async #tryTo(setUp: () => Promise<void>): Promise<void> {
    try {
      await setUp();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      attention(
        error instanceof OwnerChanged
          ? `The accounts and destinations are as you left them (${why})`
          : `Not everything could be set up: ${why}\n  What runs can be used. Run the command again to try the rest once more; to begin afresh, delete ${demoDirectory} (your demo flows and versions go with it).`,
      );
    }
  }

  async #setUpFleet(token: string): Promise<void> {
    const gateways = await Promise.all(
      this.gateways.map(async ({ line, url, directory, plcPort }) => ({
        line,
        url,
        plcPort,
        token: await setUpAccess(url, directory, this.accounts),
      })),
    );
    const mark = join(demoDirectory, 'fleet-is-set-up');
    for (const note of await setUpFleet({
      hub: { url: this.url, token },
      gateways,
      meterPort: this.#ports.meters,
      passphrase: this.#passphrase,
      mark,
    }))
      attention(note);
  }

  /** Ends every Node-RED and starts it again, with what was built in the meantime. */
  async restartNodeRed(): Promise<void> {
    await this.#nodeRed?.end();
    await Promise.all([
      this.#startHub(),
      this.#hasScreens && this.screens.restart(),
      ...this.gateways.map((gateway) => gateway.restartNodeRed()),
    ]);
  }

  /** Says where the editor is and how to get in. */
  announce(): void {
    good('The editor is ready');
    const { url, accounts: all, gateways } = this;
    console.log(
      announcement({ url, accounts: all, directory: demoDirectory, gateways, passphrase: this.#passphrase }),
    );
  }

  async end(): Promise<void> {
    await Promise.all([
      this.#nodeRed?.end(),
      this.screens.end(),
      ...this.gateways.map((gateway) => gateway.end()),
    ]);
    await Promise.all(this.#simulators.map((simulator) => simulator.end()));
    this.#release();
  }
}
