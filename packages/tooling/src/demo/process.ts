import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

export interface ManagedOptions {
  readonly name: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** The process is up when its output matches. */
  readonly ready: RegExp;
  readonly deadline: number;
  /** Hears of it when the process, once it was ready, ends although nobody asked it to. */
  readonly died: (name: string, code: number | null) => void;
}

/**
 * What there is to say of a process that is not up.
 * @param why such as `ended at once (exit code 1).`
 * @param text what it printed
 */
export function notUp(
  { name, logFile }: Pick<ManagedOptions, 'name' | 'logFile'>,
  why: string,
  text: string,
): string {
  const lines = text.trim();
  return lines === ''
    ? `${name} ${why} Its log, ${logFile}, is empty so far.`
    : `${name} ${why} The last lines of ${logFile}:\n${lines.split('\n').slice(-15).join('\n')}`;
}

/** One process of the demo: started, watched until it is ready, its output in a file, ended with this process. */
export class ManagedProcess {
  /** Resolves when the process says that it is ready. Fails with the end of what it printed, also where it was ended before. */
  readonly ready: Promise<void>;
  readonly #child: ChildProcess;
  #ending = false;

  /** Starts the process. */
  constructor(options: ManagedOptions) {
    this.#child = spawn(process.execPath, [...options.args], {
      // The child watches the IPC channel and ends when this process is gone, however it went.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...options.environment },
    });
    this.ready = this.#watch(options);
  }

  async #watch(options: ManagedOptions): Promise<void> {
    const child = this.#child;
    const log = createWriteStream(options.logFile, { flags: 'w' });
    let text = '';
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string): void => reject(new Error(notUp(options, why, text)));
      const timer = setTimeout(
        () =>
          fail(
            `was not ready after ${options.deadline / 1000} s: the machine may be too slow for it, or too busy.`,
          ),
        options.deadline,
      );
      const listen = (chunk: Buffer): void => {
        log.write(chunk);
        if (text === 'ready') return;
        text += chunk.toString('utf8');
        if (!options.ready.test(text)) return;
        text = 'ready';
        clearTimeout(timer);
        resolve();
      };
      child.stdout?.on('data', listen);
      child.stderr?.on('data', listen);
      child.once('error', (error) => fail(`could not be started: ${error.message}.`));
      child.once('exit', (code) => {
        clearTimeout(timer);
        fail(`ended at once (exit code ${code}).`);
      });
    }).catch(async (error) => {
      await this.end();
      throw error;
    });
    child.once('exit', (code) => {
      if (!this.#ending) options.died(options.name, code);
    });
  }

  /** Ends the process: politely, by force after 10 s. Resolves when it is gone. */
  async end(): Promise<void> {
    this.#ending = true;
    if (this.#child.exitCode !== null || this.#child.signalCode !== null || this.#child.pid === undefined)
      return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(force);
  }
}
