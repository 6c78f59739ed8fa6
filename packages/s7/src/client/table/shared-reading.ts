import type { Outcomes } from '../read/cycle.ts';
import type { Slot } from './member.ts';
import type { ReadingBuilder } from './reading.ts';

/** So many more may wait for one reading: whoever comes later waits in the queue of the connection, which has its own end. */
const mostShares = 256;

/**
 * One reading for all who ask for the same before its turn has come: a burst of messages asks the PLC once. What has been
 * sent is not joined any more, since its values may be older than the question.
 */
export class SharedReading implements Outcomes<Slot> {
  readonly #builders: ReadingBuilder[];
  #run: Promise<void> = Promise.resolve();

  constructor(first: ReadingBuilder) {
    this.#builders = [first];
  }

  get isFull(): boolean {
    return this.#builders.length > mostShares;
  }

  /** Begins. @throws as `run` does */
  start(run: Promise<void>): Promise<void> {
    this.#run = run;
    return run;
  }

  /**
   * Waits for it too.
   * @returns whether it came to its end: whoever asked first may have given it up
   * @throws only the signal's reason
   */
  join(builder: ReadingBuilder, signal: AbortSignal): Promise<boolean> {
    this.#builders.push(builder);
    return new Promise((resolve, reject) => {
      const abort = (): void => reject(signal.reason);
      if (signal.aborted) abort();
      signal.addEventListener('abort', abort);
      const end = (isWhole: boolean): void => {
        signal.removeEventListener('abort', abort);
        resolve(isWhole);
      };
      this.#run.then(
        () => end(true),
        () => end(false),
      );
    });
  }

  brought(slots: readonly Slot[], data: Uint8Array, start: number, ts: number): void {
    for (const builder of this.#builders) builder.brought(slots, data, start, ts);
  }

  failed(slots: readonly Slot[], error: unknown): void {
    for (const builder of this.#builders) builder.failed(slots, error);
  }
}
