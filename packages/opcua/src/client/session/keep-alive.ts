import { type Clock, noticeablyLate } from '@millwright/tags';
import { opcuaErrors } from '../../errors.ts';
import type { ServerState } from './server-facts.ts';

export interface KeepAliveOptions {
  readonly clock: Clock;
  /** Milliseconds from one to the next, and until one that is not answered ends the session. */
  readonly interval: number;
  /** Asks the server how it fares. @throws `opcua.timeout` where it does not say */
  readonly ask: (timeout: number) => Promise<ServerState>;
  /** Whether the server has reason to be silent: a method is being carried out. */
  readonly isBusy: () => boolean;
  readonly onState: (state: ServerState) => void;
  /** The server is gone. */
  readonly onSilence: (error: unknown) => void;
}

/**
 * Keeps a session alive, and notices a server that is gone without a word, or is about to go. It goes beside the queue, so
 * that nothing that waits there holds it up.
 * @see OPC 10000-4, section 6.7 Re-establishing connections
 */
export class KeepAlive {
  readonly #options: KeepAliveOptions;
  #cancel: () => void = () => {};
  #isStopped = false;
  /** Whether a silence was excused by a timer of ours that came late: the next one is not. */
  #wasExcused = false;

  constructor(options: KeepAliveOptions) {
    this.#options = options;
  }

  start(): void {
    const { clock, interval } = this.#options;
    this.#cancel = clock.after(interval, () => void this.#beat());
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  async #beat(): Promise<void> {
    const { clock, interval, ask, isBusy, onState, onSilence } = this.#options;
    const begun = clock.elapsed();
    try {
      const state = await ask(interval);
      if (this.#isStopped) return;
      this.#wasExcused = false;
      onState(state);
    } catch (error) {
      if (this.#isStopped) return;
      // It answered, with whatever; or the link has ended and says so itself.
      if (!opcuaErrors.timeout.is(error)) this.#wasExcused = false;
      else if (!isBusy() && !this.#excuses(clock.elapsed() - begun - interval)) {
        onSilence(opcuaErrors.connectionLost({ reason: `the server has been silent for ${interval} ms` }));
        return;
      }
    }
    if (this.#isStopped) return;
    const next = Math.max(0, interval - (clock.elapsed() - begun));
    this.#cancel = clock.after(next, () => void this.#beat());
  }

  /** A process, or a machine, that stood still may not have sent what it thinks that it did, and asks once more. */
  #excuses(late: number): boolean {
    const may = late > noticeablyLate && !this.#wasExcused;
    this.#wasExcused = may;
    return may;
  }
}
