import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gitEnvironment } from './git.ts';
import type { NodeRedProcess } from './node-red.ts';
import { findPeer } from './peers.ts';

/** Creates a project, which becomes the active one, as the editor's dialog does. */
export async function createProject(
  nodeRed: NodeRedProcess,
  name: string,
  { token, ...more }: { readonly token?: string | undefined } & Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { status, text } = await nodeRed.request(
    'POST',
    '/projects',
    { name, summary: '', files: { flow: 'flows.json' }, credentialSecret: 'secret', ...more },
    { token },
  );
  if (status !== 200) throw new Error(`The project ${name} was not created: ${status} ${text}`);
}

/** A bare repository in the user directory of a Node-RED, with a working copy that stands for a colleague's. */
export class GitRemote {
  /** What a project's remote is set to. */
  readonly url: string;
  readonly #repository: string;
  readonly #userDirectory: string;
  readonly #colleague: string;

  private constructor(userDirectory: string, name: string) {
    this.#userDirectory = userDirectory;
    this.#repository = join(userDirectory, `${name}.git`);
    this.url = pathToFileURL(this.#repository).href;
    this.#colleague = join(userDirectory, 'colleague');
  }

  static make(nodeRed: NodeRedProcess, name = 'remote'): GitRemote {
    const remote = new GitRemote(nodeRed.userDirectory, name);
    remote.#git(nodeRed.userDirectory, 'init', '--quiet', '--bare', remote.#repository);
    return remote;
  }

  /** Ids of the commits of a branch, newest first. */
  commits(branch = 'main'): readonly string[] {
    return this.#git(this.#repository, 'rev-list', branch).trim().split('\n');
  }

  /** A file's text as the newest commit of a branch has it. */
  read(path: string, branch = 'main'): string {
    return this.#git(this.#repository, 'show', `${branch}:${path}`);
  }

  /** A colleague fetches the branch, writes a file, and pushes. */
  async change(path: string, text: string, branch = 'main'): Promise<void> {
    await rm(this.#colleague, { recursive: true, force: true });
    this.#git(this.#userDirectory, 'clone', '--quiet', '--branch', branch, this.url, this.#colleague);
    const file = join(this.#colleague, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    this.#git(this.#colleague, 'add', path);
    this.#git(this.#colleague, 'commit', '--quiet', '--message', `Change ${path}`);
    this.#git(this.#colleague, 'push', '--quiet');
  }

  #git(cwd: string, ...args: readonly string[]): string {
    return execFileSync(findPeer('git') ?? 'git', args, {
      cwd,
      env: { ...process.env, ...gitEnvironment(this.#userDirectory) },
      encoding: 'utf8',
    });
  }
}
