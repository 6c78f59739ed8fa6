import type { ModbusServer } from '@millwright/modbus';
import type { Log, NodeContext } from '@millwright/runtime';
import type { Clock } from '@millwright/tags';

/** Milliseconds between two attempts: a port that is taken may be free soon, a serial adapter plugged in. */
const pause = 5_000;

/** Keeps a server listening; where it cannot, it tries again and says so once. */
export class Listening {
  readonly #server: ModbusServer;
  readonly #clock: Clock;
  readonly #status: NodeContext<unknown>['status'];
  readonly #log: Log;
  #stopped = false;
  #cancel: () => void = () => {};
  #attempt: Promise<void> = Promise.resolve();
  #said: string | undefined;

  constructor(
    server: ModbusServer,
    {
      clock,
      status,
      log,
    }: { readonly clock: Clock; readonly status: NodeContext<unknown>['status']; readonly log: Log },
  ) {
    this.#server = server;
    this.#clock = clock;
    this.#status = status;
    this.#log = log;
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
    try {
      await this.#server.listen();
      if (this.#stopped) return;
      this.#status({ is: 'online' });
      this.#said = undefined;
    } catch (error) {
      if (this.#stopped) return;
      this.#status({ is: 'retry', seconds: pause / 1_000 });
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== this.#said) this.#log.warn(`${reason}. Trying again until it works`);
      this.#said = reason;
      this.#cancel = this.#clock.after(pause, () => this.start());
    }
  }
}
