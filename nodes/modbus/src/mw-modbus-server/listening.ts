import type { Absence, ModbusServer } from '@millwright/modbus';
import type { Log, NodeContext } from '@millwright/runtime';
import type { Clock } from '@millwright/tags';

/** Milliseconds between two attempts: a port that is taken may be free soon, a serial adapter plugged in. */
const pause = 5_000;

/** Whether a server listens. `delay`: milliseconds from one attempt to the next. */
export type ListeningState =
  | { readonly phase: 'starting' | 'listening' }
  | { readonly phase: 'waiting'; readonly delay: number; readonly error: unknown };

export interface ListeningOptions {
  /** What people call the place: `127.0.0.1:502`. */
  readonly place: string;
  readonly clock: Clock;
  readonly status: NodeContext<unknown>['status'];
  readonly log: Log;
  /** Takes why it does not listen, each time that it was tried. */
  readonly onFailed: (error: unknown) => void;
}

type ServerToListen = Pick<ModbusServer, 'listen' | 'close' | 'absence'>;

/** Keeps a server listening; where it cannot, it tries again and says so once. */
export class Listening {
  readonly #server: ServerToListen;
  readonly #options: ListeningOptions;
  #state: ListeningState = { phase: 'starting' };
  #stopped = false;
  #cancel: () => void = () => {};
  #attempt: Promise<void> = Promise.resolve();
  #said: string | undefined;

  constructor(server: ServerToListen, options: ListeningOptions) {
    this.#server = server;
    this.#options = options;
  }

  get state(): ListeningState {
    return this.#state;
  }

  start(): void {
    this.#attempt = this.#listen();
  }

  /** The serial line of the server has gone, is still away or is back: the server itself looks for it. */
  look(): void {
    if (this.#stopped) return;
    const { absence } = this.#server;
    if (absence === undefined) this.#listens();
    else this.#waits(absence);
  }

  /** Resolves when nothing listens any more and every connection is cut. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#attempt;
    await this.#server.close();
  }

  async #listen(): Promise<void> {
    try {
      await this.#server.listen();
      // The line may be gone again by now.
      this.look();
    } catch (error) {
      if (this.#stopped) return;
      this.#waits({ error, delay: pause });
      this.#cancel = this.#options.clock.after(pause, () => this.start());
    }
  }

  #listens(): void {
    const { place, status, log } = this.#options;
    this.#state = { phase: 'listening' };
    status({ is: 'online' });
    // Whoever has read that it does not is to read that it does again.
    if (this.#said !== undefined) log.info(`Listening on ${place}`);
    this.#said = undefined;
  }

  #waits({ error, delay }: Absence): void {
    const { status, log, onFailed } = this.#options;
    this.#state = { phase: 'waiting', delay, error };
    onFailed(error);
    status({ is: 'retry', seconds: delay / 1_000 });
    const reason = error instanceof Error ? error.message : String(error);
    if (reason !== this.#said) log.warn(`${reason}. Trying again until it works`);
    this.#said = reason;
  }
}
