import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from '@millwright/testing/paths';
import { attention, good, step } from '../console.ts';
import { type Account, accounts } from './accounts.ts';
import { OwnerChanged } from './admin.ts';
import { aboutGateways, aboutScreens, announcement } from './announcement.ts';
import { Fleet } from './fleet/fleet.ts';
import { lock, type Running } from './lock.ts';
import { startNodeRed } from './node-red.ts';
import { DemoPalletiser, palletiserUrl } from './palletiser.ts';
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

/** The hub among the Node-REDs that the palletiser lets in. */
const hubName = 'node-red';

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
 * A Node-RED with everything in the repository and the demo plant's filler, energy meters, capper and palletiser as simulated PLCs; beside it a gateway on each
 * line, for which it is the hub, and one more with the line's dashboard. They come up in this order, each when the one before is ready: a
 * machine of two cores would make who waits for the editor wait for all of them.
 */
export class Demo {
  readonly url: string;
  readonly accounts: readonly Account[];
  readonly fleet: Fleet;
  readonly screens: Screens;
  readonly #ports: Ports;
  readonly #release: () => void;
  readonly #died: ManagedOptions['died'];
  readonly #palletiser: DemoPalletiser;
  readonly #simulators: ManagedProcess[] = [];
  #nodeRed: ManagedProcess | undefined;
  /** The owner's on the hub, once the accounts are there. */
  #token: string | undefined;
  #hasScreens = false;
  #isEnding = false;

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
    this.fleet = new Fleet(ports, demoDirectory, died);
    this.screens = new Screens({
      port: ports.screens,
      environment: this.#places(),
      demoDirectory,
      died,
    });
    this.#palletiser = new DemoPalletiser({ demoDirectory, port: ports.palletiser, died });
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

  /** The plant, the syslog receiver and the hub at once: a flow waits for a PLC that is not there yet. */
  async startHub(): Promise<void> {
    const { plc, meters, capper, syslog } = this.#ports;
    step(`Starting the filler, a simulated Modbus PLC, on 127.0.0.1:${plc}`);
    step(`Starting three energy meters behind a gateway on 127.0.0.1:${meters}`);
    step(`Starting the capper, a simulated S7 PLC, on 127.0.0.1:${capper}`);
    step(`Starting a syslog receiver for the audit log on 127.0.0.1:${syslog}`);
    if (!this.#palletiser.knows(hubName)) await this.#introducePalletiser();
    step(`Starting Node-RED ${nodeRedVersion()}`);
    await Promise.all([
      this.#startSimulator('The simulated PLC', 'plc.log', [
        'plant',
        '--commands',
        join(demoDirectory, plcCommands),
        '--port',
        String(plc),
        '--meter-port',
        String(meters),
        '--capper-port',
        String(capper),
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
      this.#startNodeRed(),
    ]);
  }

  /** Only before the first Node-RED: nobody waits for it from the second start on. */
  async #introducePalletiser(): Promise<void> {
    step(`Starting the palletiser, an OPC UA server, on 127.0.0.1:${this.#ports.palletiser}`);
    await this.#palletiser.start();
    await this.#tryTo(() => this.#palletiser.introduce(hubName, demoDirectory));
    good('Palletiser and Node-RED trust the certificate of each other');
  }

  /** It comes after the editor, whose flow waits for it. */
  async startPalletiser(): Promise<void> {
    await this.#palletiser.start();
  }

  async #startSimulator(name: string, log: string, args: readonly string[]): Promise<void> {
    const options = { logFile: join(demoDirectory, log), died: this.#died };
    const simulator = startSimulator(name, args, options);
    this.#simulators.push(simulator);
    await simulator.ready;
  }

  /** Makes an account for each ready-made role, with the passwords that are kept, and the audit log's destinations. */
  async setUpHub(): Promise<void> {
    await this.#tryTo(async () => {
      const token = await setUpAccess(this.url, demoDirectory, this.accounts);
      this.#token = token;
      await setUpAudit(this.url, token, this.#ports.syslog);
    });
  }

  /** The Node-REDs on the lines, with their PLCs, as devices of the hub. */
  async startGateways(): Promise<void> {
    for (const { line, plcPort } of this.fleet.gateways)
      step(`Starting the filler of line ${line.line} on 127.0.0.1:${plcPort}, and Node-RED on its gateway`);
    await this.#tryTo(async () => {
      // A release of all flows has the palletiser's on the gateways, too.
      for (const { line, directory } of this.fleet.gateways)
        if (!this.#palletiser.knows(line.id)) await this.#palletiser.introduce(line.id, directory);
    });
    await this.fleet.start();
    await this.#tryTo(async () => {
      // Without the owner's token nothing was set up on the hub, and that has been said.
      if (this.#token === undefined) return;
      const hub = { url: this.url, token: this.#token };
      for (const note of await this.fleet.setUp(hub, this.accounts)) attention(note);
    });
    if (this.#isEnding) return;
    good('The gateways are ready');
    console.log(aboutGateways(this.fleet));
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
      if (this.#isEnding) return;
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
    if (this.#isEnding) return;
    good('The dashboard is ready');
    console.log(aboutScreens(this.screens.url, demoDirectory));
  }

  async #startNodeRed(): Promise<void> {
    this.#nodeRed = startNodeRed({
      name: 'Node-RED',
      directory: demoDirectory,
      port: this.#ports.editor,
      // FILLER_PORT: a demo directory that is older than the gateways has a flow that asks for it.
      environment: { ...this.#places(), FILLER_PORT: String(this.#ports.plc) },
      died: this.#hubDied,
    });
    await this.#nodeRed.ready;
  }

  /** Where the PLCs are, as flows ask for it. */
  #places(): Readonly<Record<string, string>> {
    const { plc, meters, capper, palletiser } = this.#ports;
    return {
      PLC_HOST: '127.0.0.1',
      PLC_PORT: String(plc),
      METER_HOST: '127.0.0.1',
      METER_PORT: String(meters),
      CAPPER_HOST: '127.0.0.1',
      CAPPER_PORT: String(capper),
      PALLETISER_URL: palletiserUrl(palletiser),
    };
  }

  async #tryTo(setUp: () => Promise<void>): Promise<void> {
    try {
      await setUp();
    } catch (error) {
      // Whom one was just talking to has been ended.
      if (this.#isEnding) return;
      const why = error instanceof Error ? error.message : String(error);
      attention(
        error instanceof OwnerChanged
          ? `The accounts and destinations are as you left them (${why})`
          : `Not everything could be set up: ${why}\n  What runs can be used. Run the command again to try the rest once more; to begin afresh, delete ${demoDirectory} (your demo flows and versions go with it).`,
      );
    }
  }

  /** Ends every Node-RED and starts it again, with what was built in the meantime. */
  async restartNodeRed(): Promise<void> {
    await this.#nodeRed?.end();
    await Promise.all([
      this.#startNodeRed(),
      this.fleet.restartNodeReds(),
      this.#hasScreens && this.screens.restart(),
    ]);
  }

  /** Says where the editor is and how to get in. */
  announce(): void {
    good('The editor is ready');
    console.log(announcement({ url: this.url, accounts: this.accounts, directory: demoDirectory }));
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    await Promise.all([this.#nodeRed?.end(), this.fleet.end(), this.screens.end()]);
    await Promise.all([this.#palletiser, ...this.#simulators].map((simulator) => simulator.end()));
    this.#release();
  }
}
