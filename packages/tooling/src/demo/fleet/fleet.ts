import { join } from 'node:path';
import type { Account } from '../accounts.ts';
import { palletiserUrl } from '../palletiser.ts';
import type { Ports } from '../ports.ts';
import type { ManagedOptions } from '../process.ts';
import { setUpAccess } from '../set-up.ts';
import { Gateway } from './gateway.ts';
import { lines } from './lines.ts';
import { releasePassphrase } from './passphrase.ts';
import { type Reached, setUpFleet } from './set-up-fleet.ts';

/** The gateways of the lines, each with its PLC, and what makes them the hub's. */
export class Fleet {
  readonly gateways: readonly Gateway[];
  /** Of the release key. */
  readonly passphrase: string;
  readonly #demoDirectory: string;
  /** Where the machines are that all lines have in common. */
  readonly #shared: Readonly<Record<string, string>>;

  constructor(ports: Ports, demoDirectory: string, died: ManagedOptions['died']) {
    this.gateways = lines.flatMap((line, at) => {
      const own = ports.lines[at];
      return own === undefined ? [] : new Gateway(line, own, demoDirectory, died);
    });
    this.passphrase = releasePassphrase(demoDirectory);
    this.#demoDirectory = demoDirectory;
    this.#shared = {
      METER_HOST: '127.0.0.1',
      METER_PORT: String(ports.meters),
      CAPPER_HOST: '127.0.0.1',
      CAPPER_PORT: String(ports.capper),
      PALLETISER_URL: palletiserUrl(ports.palletiser),
    };
  }

  async start(): Promise<void> {
    await Promise.all(this.gateways.map((gateway) => gateway.start()));
  }

  /**
   * Makes the accounts on each gateway, and the gateways the hub's.
   * @returns what somebody should know of who started the demo; mostly nothing. @throws `OwnerChanged`
   */
  async setUp(hub: Reached, accounts: readonly Account[]): Promise<readonly string[]> {
    const gateways = await Promise.all(
      this.gateways.map(async ({ line, url, directory, plcPort }) => ({
        line,
        url,
        plcPort,
        token: await setUpAccess(url, directory, accounts),
      })),
    );
    return setUpFleet({
      hub,
      gateways,
      shared: this.#shared,
      passphrase: this.passphrase,
      mark: join(this.#demoDirectory, 'fleet-is-set-up'),
    });
  }

  async restartNodeReds(): Promise<void> {
    await Promise.all(this.gateways.map((gateway) => gateway.restartNodeRed()));
  }

  async end(): Promise<void> {
    await Promise.all(this.gateways.map((gateway) => gateway.end()));
  }
}
