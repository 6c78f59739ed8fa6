import type { Host } from '@millwright/runtime';
import { openWorker, type WorkerClient } from '@millwright/store';
import type { Clock } from '@millwright/tags';
import { alarmEngineErrors } from '../common/alarm-errors.ts';
import { Engine, type EngineOptions } from './engine.ts';
import type { JournalFile } from './journal-file.ts';
import type { JournalData } from './journal-thread.ts';
import type { AlarmStore } from './kept.ts';

/** What the worker of this package does for alarms. */
export type JournalHandlers = { readonly [Name in keyof AlarmStore]: JournalFile[Name] };

/** All alarm engines of this Node-RED, the one file that they share, and what they offer to whatever shows alarms. */
export class Alarms {
  readonly #clock: Clock;
  readonly #worker: URL;
  readonly #engines = new Map<string, Engine>();
  #host: Host | undefined;
  #client: WorkerClient<JournalHandlers> | undefined;

  /** @param worker where the worker of this package is */
  constructor(clock: Clock, worker: URL) {
    this.#clock = clock;
    this.#worker = worker;
  }

  /** From now on engines can work. Ends with the host. */
  attach(host: Host): void {
    this.#host = host;
    host.provide('alarms', { engine: (id) => this.#engines.get(id) });
    host.onDispose(async () => {
      this.#host = undefined;
      await this.#client?.close();
      this.#client = undefined;
    });
  }

  /**
   * Sets an engine going.
   * @throws `alarm-engine.not-running`, `runtime.no-directory`
   */
  open(options: Omit<EngineOptions, 'clock' | 'store' | 'host'>): Engine {
    const store = this.#store();
    const engine = new Engine({ ...options, clock: this.#clock, store, host: () => this.#host });
    this.#engines.set(options.id, engine);
    void engine.start();
    return engine;
  }

  async close(engine: Engine): Promise<void> {
    if (this.#engines.get(engine.id) === engine) this.#engines.delete(engine.id);
    await engine.close();
  }

  #store(): AlarmStore {
    const host = this.#host;
    if (!host) throw alarmEngineErrors.notRunning();
    this.#client ??= openWorker<JournalHandlers>(this.#worker, {
      name: 'alarms',
      data: { role: 'alarms', directory: host.directory() } satisfies JournalData,
      // Little of what it does outlives a call.
      shortLived: 8,
      onCrash: ({ message }) => host.log.error(message),
    });
    return this.#client.call;
  }
}
