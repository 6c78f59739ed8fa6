import type { ChildProcess } from 'node:child_process';
import { spawnChild, waitFor } from '@millwright/testing';

export interface DemoAccount {
  readonly username: string;
  readonly password: string;
}

/** One `npm start`, as a user would run it in a terminal: in a process group of its own, which Ctrl-C reaches as a whole. */
export class DemoProcess {
  readonly #child: ChildProcess;
  #output = '';

  constructor(directory: string, environment: Readonly<Record<string, string>>) {
    this.#child = spawnChild('npm', ['start'], {
      cwd: directory,
      detached: true,
      env: userEnvironment(environment),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const append = (chunk: Buffer): void => {
      this.#output += chunk.toString('utf8');
    };
    this.#child.stdout?.on('data', append);
    this.#child.stderr?.on('data', append);
  }

  get output(): string {
    return this.#output;
  }

  get group(): number {
    return this.#child.pid ?? 0;
  }

  async waitForOutput(pattern: RegExp, deadline: number): Promise<RegExpExecArray> {
    const found = await waitFor(
      `npm start to print ${pattern}`,
      () => {
        const match = pattern.exec(this.#output);
        return match ?? (this.#child.exitCode !== null && 'ended');
      },
      { deadline },
    );
    if (found === 'ended') throw new Error(`npm start ended with ${this.#child.exitCode}:\n${this.#output}`);
    return found;
  }

  /** The address of the editor, once it is printed. */
  async url(deadline: number): Promise<string> {
    await this.waitForOutput(/Ctrl-C ends everything/, deadline);
    return (
      /http:\/\/127\.0\.0\.1:\d+/.exec(
        this.#output.slice(this.#output.indexOf('The editor is ready')),
      )?.[0] ?? ''
    );
  }

  /** Waits until the gateways are devices of the hub. Gives their editors' addresses by their names. */
  async gateways(deadline: number): Promise<ReadonlyMap<string, string>> {
    await this.waitForOutput(/The gateways are ready[\s\S]+to deploy by\.\n/, deadline);
    return new Map(
      [...this.#output.matchAll(/(line-\d-gw) {2}(http:\S+)/g)].map(([, name = '', url = '']) => [name, url]),
    );
  }

  /** Waits until the dashboard can be used. */
  async dashboard(deadline: number): Promise<void> {
    await this.waitForOutput(/The dashboard is ready[\s\S]+own, with the same accounts: http\S+\n/, deadline);
  }

  /** The demo's accounts, as they were printed; the owner is the first of them. */
  accounts(): readonly DemoAccount[] {
    const table = /\n {4}user +password +.*\n((?: {4}\S+ +\S{12} {2}.+\n)+)/.exec(this.#output)?.[1] ?? '';
    return table
      .trim()
      .split('\n')
      .map((line) => {
        const [username = '', password = ''] = line.trim().split(/ +/);
        return { username, password };
      });
  }

  /** Ctrl-C: SIGINT to the whole group. Resolves when the group is empty. */
  async interrupt(): Promise<void> {
    if (this.isAlive()) process.kill(-this.group, 'SIGINT');
    await waitFor('every process of npm start to end', () => !this.isAlive(), { deadline: 15_000 });
  }

  /** True while any process of the group lives. */
  isAlive(): boolean {
    try {
      process.kill(-this.group, 0);
      return true;
    } catch {
      return false;
    }
  }

  kill(): void {
    if (this.isAlive()) process.kill(-this.group, 'SIGKILL');
  }
}

/** The environment of a user's terminal: without what the test run's own npm and Node.js put there. */
export function userEnvironment(added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|MILLWRIGHT_|NODE_OPTIONS|NODE_V8|INIT_CWD)/i.test(name),
  );
  const path = (process.env['PATH'] ?? '')
    .split(':')
    .filter((directory) => !directory.includes('node_modules'));
  return { ...Object.fromEntries(kept), PATH: path.join(':'), ...added };
}
