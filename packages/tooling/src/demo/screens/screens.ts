import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@millwright/testing/paths';
import type { Account } from '../accounts.ts';
import { startNodeRed } from '../node-red.ts';
import type { ManagedOptions, ManagedProcess } from '../process.ts';
import { setUpAccess } from '../set-up.ts';
import { linkPackage, prepareUserDirectory } from '../user-directory.ts';
import { dashboardFolder, screensExample } from './dashboard-package.ts';
import { askForLogIn } from './log-in.ts';

export interface ScreensOptions {
  readonly port: number;
  /** Where the PLCs are: what the example's flow asks for. */
  readonly environment: Readonly<Record<string, string>>;
  readonly demoDirectory: string;
  readonly died: ManagedOptions['died'];
}

/**
 * The Node-RED of the control room, with the line's dashboard. It is one of its own, since a release is made of all flows of the
 * hub: on the hub, the dashboard would go to every gateway.
 */
export class Screens {
  readonly url: string;
  readonly directory: string;
  readonly #options: ScreensOptions;
  #nodeRed: ManagedProcess | undefined;

  constructor(options: ScreensOptions) {
    this.#options = options;
    this.url = `http://127.0.0.1:${options.port}`;
    this.directory = join(options.demoDirectory, 'screens');
  }

  async start(): Promise<void> {
    const { directory } = this;
    const { port, environment, died } = this.#options;
    prepareUserDirectory(directory);
    // Dashboard finds widgets among what the user directory's package.json names, and nowhere else.
    for (const folder of [dashboardFolder, join(root, 'nodes/dashboard')]) linkPackage(directory, folder);
    const flows = join(directory, 'flows.json');
    if (!existsSync(flows)) writeFileSync(flows, readFileSync(join(screensExample, 'flow.json')));
    this.#nodeRed = startNodeRed({
      name: 'Node-RED of the screens',
      directory,
      port,
      environment,
      died,
    });
    await this.#nodeRed.ready;
  }

  /** The same accounts as everywhere, and nobody sees the dashboard without one. */
  async setUp(accounts: readonly Account[]): Promise<void> {
    const token = await setUpAccess(this.url, this.directory, accounts);
    // The file is there as soon as anybody has said for what one has to be logged in.
    if (!existsSync(join(this.directory, 'millwright/access.json')))
      await askForLogIn({ url: this.url, token });
  }

  async restart(): Promise<void> {
    await this.end();
    await this.start();
  }

  async end(): Promise<void> {
    await this.#nodeRed?.end();
  }
}
