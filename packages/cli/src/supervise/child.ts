import { type ChildProcess, spawn } from 'node:child_process';
import { toldIn } from './heartbeat.ts';
import type { Ended } from './policy.ts';
import { lookEvery, type Patience, Pulse } from './pulse.ts';

/** What is started. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What is noticed of it while it runs. */
export interface Noticed {
  /** Its event loop has not turned for so many milliseconds, and it is being ended. */
  silence(milliseconds: number): void;
  /** Nothing tells whether its event loop turns. */
  unheard(): void;
}

/** Milliseconds until a process is ended hard that ends, after a signal or since it asked to be started again. */
const grace = { stop: 30_000, restart: 20_000 };

/** One run of the program, from its start to its end. Its output is ours: it goes through as it is. */
export class Child {
  readonly #process: ChildProcess;
  readonly #pulse: Pulse;
  readonly #noticed: Noticed;
  #blocked = false;
  #asked = false;
  #stopping = false;
  #hard: NodeJS.Timeout | undefined;
  readonly #unheard: NodeJS.Timeout;

  constructor({ command, args, environment }: Program, patience: Patience, noticed: Noticed) {
    this.#noticed = noticed;
    this.#unheard = setTimeout(() => {
      if (!this.#pulse.wasHeard) noticed.unheard();
    }, patience.starting);
    this.#pulse = new Pulse(patience, performance.now());
    this.#process = spawn(command, args, {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: environment,
    });
  }

  /** @throws what the system says where it cannot be started at all */
  async ended(): Promise<Omit<Ended, 'changing'>> {
    const child = this.#process;
    child.on('message', (message) => this.#hear(message));
    const look = setInterval(() => this.#look(), lookEvery);
    try {
      return await new Promise<Omit<Ended, 'changing'>>((resolve, reject) => {
        child.on('error', (error) => {
          // Also a signal or a message that did not reach it, which its end answers.
          if (child.pid === undefined) reject(error);
        });
        child.once('exit', (code, signal) =>
          resolve({ code, signal, blocked: this.#blocked, asked: this.#asked, stopping: this.#stopping }),
        );
      });
    } finally {
      clearInterval(look);
      clearTimeout(this.#hard);
      clearTimeout(this.#unheard);
      if (child.connected) child.disconnect();
    }
  }

  /** Passes a signal on that means its end. */
  stop(signal: NodeJS.Signals): void {
    this.#stopping = true;
    this.#process.kill(signal);
    this.#endWithin(grace.stop);
  }

  #hear(message: unknown): void {
    const told = toldIn(message);
    if (told === 'alive') this.#pulse.hear(performance.now());
    if (told !== 'restart') return;
    this.#asked = true;
    this.#endWithin(grace.restart);
  }

  #look(): void {
    const silence = this.#pulse.silence(performance.now());
    if (silence === undefined || this.#blocked) return;
    this.#blocked = true;
    this.#noticed.silence(silence);
    this.#process.kill('SIGKILL');
  }

  #endWithin(milliseconds: number): void {
    this.#hard ??= setTimeout(() => this.#process.kill('SIGKILL'), milliseconds);
  }
}
