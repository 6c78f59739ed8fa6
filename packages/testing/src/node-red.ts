import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { encodeNote, noteHeader } from '@millwright/schema';
import { endChild, spawnChild } from './children.ts';
import { makeApplication } from './embedded/make-application.ts';
import { gitEnvironment } from './git.ts';
import { refuseLeftOut } from './heavy-nodes.ts';
import { compileCache } from './paths.ts';
import { freePort } from './ports.ts';
import { type Target, targets } from './targets.ts';
import { makeUserDirectory, removeUserDirectory, type UserDirectoryOptions } from './user-directory.ts';
import { waitFor } from './wait.ts';

export interface NodeRedOptions extends UserDirectoryOptions {
  /** Which Node-RED on which Node.js. Default: the first of `targets()`. */
  readonly target?: Target | undefined;
  /** An existing user directory, used as it is and not removed at the end. */
  readonly userDirectory?: string | undefined;
  /**
   * Inside an Express application, below `/red` and with the flows' endpoints below `/api`, instead of by itself. The
   * application's own route is `/own`.
   */
  readonly embedded?: boolean | undefined;
  /** Additional environment variables. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** A command that starts Node-RED as its child, such as a supervisor; signals and `pid` are the command's then. */
  readonly through?: readonly string[] | undefined;
  /** Milliseconds until the flows must have started. */
  readonly deadline?: number | undefined;
}

export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON where the answer is JSON, else undefined. */
  readonly body: T;
  readonly text: string;
}

export type DeploymentType = 'full' | 'flows' | 'nodes' | 'reload';

/** One real Node-RED process. Ends with `stop()`, or at the latest with the test process. */
export class NodeRedProcess {
  readonly target: Target;
  readonly userDirectory: string;
  readonly #options: NodeRedOptions;
  #child: ChildProcess | undefined;
  #port = 0;
  #log = '';

  constructor(target: Target, userDirectory: string, options: NodeRedOptions) {
    this.target = target;
    this.userDirectory = userDirectory;
    this.#options = options;
  }

  /** Where the server is. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Path below which the admin side is; empty for the root. */
  get adminRoot(): string {
    return this.#options.adminRoot ?? '';
  }

  /** Where the admin side is. */
  get adminUrl(): string {
    return this.url + this.adminRoot;
  }

  get port(): number {
    return this.#port;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Whether there is a process, which may still be starting. */
  get isRunning(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null;
  }

  /** All that it has printed since the first start, all levels. */
  get log(): string {
    return this.#log;
  }

  /**
   * Starts the process and waits until its flows run (or it says that it cannot start them) and it answers HTTP.
   * @param port a free one, unless it shall be the one that a page knows
   */
  async start({ port }: { readonly port?: number } = {}): Promise<this> {
    this.#port = port ?? (await freePort());
    const from = this.#log.length;
    const program = [this.target.node, '--disable-warning=ExperimentalWarning', ...(await this.#program())];
    const [command = '', ...args] = [...(this.#options.through ?? []), ...program];
    const child = spawnChild(command, args, {
      cwd: this.userDirectory,
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        NODE_COMPILE_CACHE: compileCache,
        ...(this.#options.projects ? gitEnvironment(this.userDirectory) : {}),
        ...this.#options.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    // By one decoder each: a character may come in two chunks.
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#log += text;
      });
    await waitFor(
      'Node-RED to start',
      () => {
        const text = this.#log.slice(from);
        if (child.exitCode !== null || child.signalCode !== null) return 'gone';
        return (
          /Server now running at|Server wird jetzt auf/.test(text) &&
          /Started flows|Flows sind gestartet|Waiting for missing types|Flows stopped|Error loading flows/i.test(
            text,
          ) &&
          'up'
        );
      },
      { deadline: this.#options.deadline ?? 60_000 },
    ).then((state) => {
      if (state === 'gone') throw new Error(`Node-RED ended at its start:\n${this.#log.slice(from)}`);
    });
    return this;
  }

  /** The script that runs Node-RED, and its arguments. */
  async #program(): Promise<readonly string[]> {
    const port = String(this.#port);
    if (this.#options.embedded)
      return [await makeApplication(this.target, this.userDirectory), this.userDirectory, port];
    const settings = join(this.userDirectory, 'settings.js');
    const script = join(this.target.home, 'node_modules/node-red/red.js');
    return [script, '--userDir', this.userDirectory, '--settings', settings, '--port', port];
  }

  /** Sends a request to the admin side; `path` is the one below its root. `body` goes as JSON. */
  async request<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    { token, headers }: { token?: string | undefined; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.adminUrl}${path}`, {
      method,
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json =
      /json/.test(response.headers.get('content-type') ?? '') && text ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, body: json as T, text };
  }

  /** Logs in with the password grant and returns the access token. The scope must not exceed the user's permissions. */
  async token(username: string, password: string, scope = '*'): Promise<string> {
    const answer = await this.request<{ access_token: string }>('POST', '/auth/token', {
      client_id: 'node-red-admin',
      grant_type: 'password',
      scope,
      username,
      password,
    });
    if (answer.status !== 200)
      throw new Error(`Log-in of ${username} failed: ${answer.status} ${answer.text}`);
    return answer.body.access_token;
  }

  /** What runs, as Node-RED's API gives it. */
  async flows(token?: string): Promise<{ readonly flows: Record<string, unknown>[]; readonly rev: string }> {
    const answer = await this.request<{ flows: Record<string, unknown>[]; rev: string }>(
      'GET',
      '/flows',
      undefined,
      {
        token,
        headers: { 'Node-RED-API-Version': 'v2' },
      },
    );
    return answer.body;
  }

  /** Deploys as the editor does. Without `rev` Node-RED does not check for a conflict. */
  deploy(
    flows: readonly object[],
    {
      type = 'full',
      rev,
      credentials,
      token,
      note,
    }: {
      type?: DeploymentType;
      rev?: string;
      credentials?: object;
      token?: string | undefined;
      note?: string;
    } = {},
  ): Promise<Answer<{ rev: string; code?: string; message?: string }>> {
    refuseLeftOut(this.userDirectory, flows);
    return this.request(
      'POST',
      '/flows',
      { flows, ...(rev ? { rev } : {}), ...(credentials ? { credentials } : {}) },
      {
        token,
        headers: {
          'Node-RED-API-Version': 'v2',
          'Node-RED-Deployment-Type': type,
          ...(note === undefined ? {} : { [noteHeader]: encodeNote(note) }),
        },
      },
    );
  }

  /** Waits until the log (from `from`, a former `log.length`) matches. */
  waitForLog(
    pattern: RegExp,
    { from = 0, deadline = 10_000 }: { from?: number; deadline?: number } = {},
  ): Promise<RegExpExecArray> {
    return waitFor(`the log to say ${pattern}`, () => pattern.exec(this.#log.slice(from)), { deadline });
  }

  /** Ends the process as an administrator would, and keeps the user directory. Resolves with the exit code or signal. */
  async halt(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | NodeJS.Signals | null> {
    const child = this.#child;
    this.#child = undefined;
    return child ? endChild(child, signal) : null;
  }

  /** Resolves once the process has ended by itself, with its exit code or signal. */
  async waitForEnd(deadline = 30_000): Promise<number | NodeJS.Signals | null> {
    const child = this.#child;
    if (!child) return null;
    const ended = (): number | NodeJS.Signals | null => child.exitCode ?? child.signalCode;
    await waitFor('Node-RED to end by itself', () => ended() !== null, { deadline });
    return ended();
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    await this.halt('SIGKILL');
  }

  /** Halts and starts again over the same user directory, on another port unless one is given. */
  async restart(on: { readonly port?: number } = {}): Promise<this> {
    await this.halt();
    return this.start(on);
  }

  /** Ends the process and removes the user directory that was made for it. */
  async stop(): Promise<void> {
    await this.halt();
    if (!this.#options.userDirectory) await removeUserDirectory(this.userDirectory);
  }
}

/** Starts a real Node-RED with a fresh user directory on a free port of the loopback. */
export async function startNodeRed(given: NodeRedOptions = {}): Promise<NodeRedProcess> {
  const options = given.embedded ? { adminRoot: '/red', nodeRoot: '/api', ...given } : given;
  const target = options.target ?? targets()[0];
  if (!target) throw new Error('There is no target to run against');
  const userDirectory = options.userDirectory ?? (await makeUserDirectory(options));
  const nodeRed = new NodeRedProcess(target, userDirectory, options);
  try {
    return await nodeRed.start();
  } catch (error) {
    await nodeRed.stop();
    throw error;
  }
}
