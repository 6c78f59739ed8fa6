import { type CodedError, isCodedError } from '@millwright/schema';
import type { Clock } from '@millwright/tags';
import { alarmEngineErrors } from '../common/alarm-errors.ts';
import type { AlarmStore, Aside, KeptStep } from './kept.ts';

export interface JournalWriterOptions {
  readonly engine: string;
  readonly store: Pick<AlarmStore, 'append'>;
  readonly clock: Clock;
  /** It cannot be written, and was before; or steps were lost. */
  readonly onFault: (error: CodedError) => void;
  /** It can be written again. */
  readonly onRecovered: () => void;
  /** What was written before lies in a damaged file that was set aside; of these alarms something is in the new one. */
  readonly onSetAside: (aside: Aside, written: ReadonlySet<string>) => void;
}

interface Waiting {
  readonly step: KeptStep;
  /** Of a command: somebody waits for it, and it is done only once it is on disk. */
  readonly command?: { readonly done: () => void; readonly failed: (error: unknown) => void };
}

/** So many steps of alarms wait in memory, each with its lines, while nothing can be written. */
export const mostWaiting = 10_000;
/** So long after a failure the next attempt is made (ms). */
export const again = 5_000;

/** Brings the steps of all alarms of an engine to disk, in their order; those that wait share one commit. */
export class JournalWriter {
  readonly #options: JournalWriterOptions;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #cancel: (() => void) | undefined;
  #hasFailed = false;
  #lost = 0;

  constructor(options: JournalWriterOptions) {
    this.#options = options;
  }

  /** What has happened: it is written as soon as it can be. */
  add(step: KeptStep): void {
    this.#waiting.push({ step });
    this.#start();
  }

  /** What a command would do. Rejects where it cannot be written now: then it must not be done. */
  commit(step: KeptStep): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ step, command: { done: resolve, failed: reject } });
    // A person waits: this is an attempt of its own.
    this.#stopWaiting();
    this.#start();
    return promise;
  }

  /** Tries to write what waits, once. */
  async close(): Promise<void> {
    await this.#writing;
    this.#stopWaiting();
    this.#start();
    // What was written may have been set aside, and is written once more.
    while (this.#writing) await this.#writing;
    this.#stopWaiting();
    const { length } = this.#waiting.flatMap(({ step }) => step.lines);
    if (length > 0) this.#options.onFault(alarmEngineErrors.stepsLost({ lines: length }));
  }

  #again(): void {
    this.#cancel = undefined;
    this.#start();
  }

  #stopWaiting(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #start(): void {
    if (this.#writing || this.#cancel || this.#waiting.length === 0) return;
    this.#writing = this.#write().finally(() => {
      this.#writing = undefined;
      this.#start();
    });
  }

  async #write(): Promise<void> {
    const { engine, store, clock, onSetAside } = this.#options;
    const batch = this.#waiting;
    this.#waiting = [];
    let aside: Aside | undefined;
    try {
      aside = await store.append(
        engine,
        batch.map(({ step }) => step),
      );
    } catch (error) {
      this.#keepBack(batch);
      // A command that has come meanwhile gets an attempt of its own at once.
      if (!this.#waiting.some(({ command }) => command))
        this.#cancel = clock.after(again, () => this.#again());
      this.#fail(error);
      for (const { command } of batch) command?.failed(error);
      return;
    }
    if (aside) onSetAside(aside, new Set(batch.map(({ step }) => step.alarm)));
    for (const { command } of batch) command?.done();
    this.#recover();
  }

  /** What has happened is tried again later; commands were not done. */
  #keepBack(batch: readonly Waiting[]): void {
    const all = [...batch.filter(({ command }) => command === undefined), ...this.#waiting];
    let over = all.filter(({ command }) => command === undefined).length - mostWaiting;
    this.#waiting = all.filter(({ step, command }) => {
      if (command !== undefined || over <= 0) return true;
      over -= 1;
      this.#lost += step.lines.length;
      return false;
    });
  }

  #fail(error: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    const reason = isCodedError(error) ? error.message : String(error);
    const { length } = this.#waiting.flatMap(({ step }) => step.lines);
    this.#options.onFault(alarmEngineErrors.notKept({ reason, lines: length }, { cause: error }));
  }

  #recover(): void {
    if (!this.#hasFailed) return;
    this.#hasFailed = false;
    if (this.#lost > 0) this.#options.onFault(alarmEngineErrors.stepsLost({ lines: this.#lost }));
    this.#lost = 0;
    this.#options.onRecovered();
  }
}
