import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endChild, spawnChild } from './children.ts';
import { freePort } from './ports.ts';
import { waitFor } from './wait.ts';

/** Of whoever nobody is: PostgreSQL refuses to run as root. */
const nobody = 65_534;

/** How to log in to a database of its own. */
export interface PostgresLogIn {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/**
 * A real PostgreSQL on a port of the loopback, in a folder that goes with it. It can be stopped and started again. What it
 * holds need not outlive a power cut, so it waits for no disk.
 */
export class Postgres {
  readonly #programs: string;
  readonly #directory: string;
  readonly #password = randomUUID();
  #port = 0;
  #child: ReturnType<typeof spawnChild> | undefined;

  /** @param programs where `initdb` is: see `requirePeer` */
  constructor(programs: string) {
    this.#programs = programs;
    this.#directory = mkdtempSync(join(tmpdir(), 'millwright-postgres-'));
    const passwordFile = join(this.#directory, 'password');
    writeFileSync(passwordFile, this.#password, { mode: 0o600 });
    if (this.#user.uid !== undefined)
      for (const path of [this.#directory, passwordFile]) chownSync(path, nobody, nobody);
    this.#run('initdb', [
      ...['--pgdata', this.#data, '--username', 'postgres', '--pwfile', passwordFile],
      ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-sync'],
    ]);
  }

  async start(): Promise<void> {
    this.#port ||= await freePort();
    const settings = {
      listen_addresses: '127.0.0.1',
      port: this.#port,
      unix_socket_directories: '',
      fsync: 'off',
      max_connections: 50,
      shared_buffers: '16MB',
      dynamic_shared_memory_type: 'mmap',
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawnChild(join(this.#programs, 'postgres'), ['-D', this.#data, ...options], {
      stdio: 'ignore',
      cwd: this.#directory,
      ...this.#user,
    });
    this.#child = child;
    await waitFor('PostgreSQL listens', () => {
      if (child.exitCode !== null) throw new Error('PostgreSQL has ended');
      return this.#isReady();
    });
  }

  /** A database of its own, empty. */
  makeDatabase(): PostgresLogIn {
    const database = `fleet_${randomUUID().replaceAll('-', '')}`;
    this.#run('createdb', [...this.#address, '--no-password', database]);
    return { host: '127.0.0.1', port: this.#port, database, user: 'postgres', password: this.#password };
  }

  /** All of a database as SQL text. */
  dump(database: string): string {
    return this.#run('pg_dump', [...this.#address, '--no-password', '--inserts', database]);
  }

  /** In order, so that it can be started again; or as if the power had gone. */
  async stop(signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> {
    if (this.#child) await endChild(this.#child, signal);
    this.#child = undefined;
  }

  /** Ends it and removes all that it held. Twice is safe. */
  async remove(): Promise<void> {
    await this.stop('SIGQUIT');
    rmSync(this.#directory, { recursive: true, force: true });
  }

  get #data(): string {
    return join(this.#directory, 'data');
  }

  get #address(): readonly string[] {
    return ['--host', '127.0.0.1', '--port', `${this.#port}`, '--username', 'postgres'];
  }

  get #user(): { readonly uid?: number; readonly gid?: number } {
    return process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  }

  #isReady(): boolean {
    try {
      this.#run('pg_isready', [...this.#address, '--quiet']);
      return true;
    } catch {
      return false;
    }
  }

  #run(program: string, parameters: readonly string[]): string {
    return execFileSync(join(this.#programs, program), parameters, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: this.#directory,
      env: { ...process.env, PGPASSWORD: this.#password },
      maxBuffer: 1 << 28,
      ...this.#user,
    });
  }
}
