import { createInterface } from 'node:readline';
import { endChild, spawnChild } from './children.ts';
import { waitFor } from './wait.ts';

interface Told {
  readonly id?: number;
  readonly port?: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** The last lines that a peer has said beside its answers, for the error of one that has ended. */
const kept = 50;

/** A server of another make in a process of its own, that is told things by lines of JSON. */
export class PeerProcess {
  readonly #name: string;
  readonly #script: string;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #child: ReturnType<typeof spawnChild> | undefined;
  #last = 0;
  #said: string[] = [];

  constructor(name: string, script: string) {
    this.#name = name;
    this.#script = script;
  }

  /** Resolves when it listens. */
  async start(options: object): Promise<void> {
    await this.end('SIGKILL');
    const child = spawnChild(process.execPath, [this.#script, JSON.stringify(options)], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#said = [];
    if (!child.stdout || !child.stderr) throw new Error(`${this.#name} has no output`);
    let listens = false;
    createInterface({ input: child.stderr }).on('line', (line) => this.#note(line));
    createInterface({ input: child.stdout }).on('line', (line) => {
      // Some warn on the same stream.
      if (!line.startsWith('{')) return this.#note(line);
      const told = JSON.parse(line) as Told;
      if (told.port !== undefined) listens = true;
      if (told.id === undefined) return;
      const waiting = this.#waiting.get(told.id);
      this.#waiting.delete(told.id);
      if (told.error === undefined) waiting?.resolve(told.result);
      else waiting?.reject(new Error(told.error));
    });
    let hasEnded = false;
    child.once('exit', () => {
      hasEnded = true;
      if (this.#child === child) this.#child = undefined;
      this.#giveUp();
    });
    // What is written to one that has just ended is told by its end.
    child.stdin?.on('error', () => {});
    await waitFor(`${this.#name} to listen`, () => listens || hasEnded, { deadline: 60_000 });
    if (!listens) throw this.#ended();
  }

  /** @throws where it could not do it */
  tell(command: object): Promise<unknown> {
    const id = ++this.#last;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#child?.stdin?.write(`${JSON.stringify({ id, ...command })}\n`);
    if (!this.#child) this.#giveUp();
    return waiting.promise;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    // A process that was stopped takes no other signal.
    child?.kill('SIGCONT');
    if (child) await endChild(child, signal);
  }

  #note(line: string): void {
    this.#said.push(line);
    if (this.#said.length > kept) this.#said.shift();
  }

  #giveUp(): void {
    const error = this.#ended();
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  #ended(): Error {
    return new Error(`${this.#name} has ended\n${this.#said.join('\n')}`);
  }
}
