import type { ModbusServer } from '@millwright/modbus';
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
  /** Takes why it could not listen, each time. */
  readonly onFailed: (error: unknown) => void;
}

/** Keeps a server listening; where it cannot, it tries again and says so once. */
export class Listening {
  readonly #server: ModbusServer;
  readonly #options: ListeningOptions;
  #state: ListeningState = { phase: 'starting' };
  #stopped = false;
  #cancel: () => void = () => {};
  #attempt: Promise<void> = Promise.resolve();
  #said: string | undefined;

  constructor(server: ModbusServer, options: ListeningOptions) {
    this.#server = server;
    this.#options = options;
  }

  get state(): ListeningState {
    return this.#state;
  }

  start(): void {
    this.#attempt = this.#listen();
  }

  /** Resolves when nothing listens any more and every connection is cut. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#attempt;
    await this.#server.close();
  }

  async #listen(): Promise<void> {
    const { place, clock, status, log, onFailed } = this.#options;
    try {
      await this.#server.listen();
      if (this.#stopped) return;
      this.#state = { phase: 'listening' };
      status({ is: 'online' });
      // Whoever has read that it does not is to read that it does again.
      if (this.#said !== undefined) log.info(`Listening on ${place}`);
      this.#said = undefined;
    } catch (error) {
      if (this.#stopped) return;
      this.#state = { phase: 'waiting', delay: pause, error };
      onFailed(error);
      status({ is: 'retry', seconds: pause / 1_000 });
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== this.#said) log.warn(`${reason}. Trying again until it works`);
      this.#said = reason;
      this.#cancel = clock.after(pause, () => this.start());
    }
  }
}
