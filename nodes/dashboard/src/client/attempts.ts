import { isCodedError } from '@millwright/schema';
import { screenErrors } from '../common/errors.ts';

const firstWait = 1_000;
const longestWait = 30_000;

/** How long to wait after so many failures one after the other (ms): a second, then twice as long each time, 30 s at most. */
export const waitAfter = (failures: number): number => Math.min(longestWait, firstWait * 2 ** (failures - 1));

/**
 * Does something of which a page cannot know whether the server will answer: one at a time, and again after growing waits
 * until it succeeds. Without a connection it waits for none: whoever hears of the next one starts it.
 */
export class Attempts {
  readonly #act: () => Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isRunning = false;
  #isWantedAgain = false;
  #isStopped = false;
  #failures = 0;

  /** @param act rejects with a coded error where it may succeed another time */
  constructor(act: () => Promise<void>) {
    this.#act = act;
  }

  /** Acts now, or once more as soon as what is under way is over. */
  start(): void {
    clearTimeout(this.#timer);
    if (this.#isRunning) this.#isWantedAgain = true;
    else if (!this.#isStopped) void this.#run();
  }

  /** For good. What is under way goes on to its end. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      do {
        this.#isWantedAgain = false;
        await this.#attempt();
      } while (this.#isWantedAgain && !this.#isStopped);
    } finally {
      this.#isRunning = false;
    }
  }

  async #attempt(): Promise<void> {
    try {
      await this.#act();
      this.#failures = 0;
    } catch (error) {
      if (!isCodedError(error)) throw error;
      if (this.#isStopped || this.#isWantedAgain || screenErrors.disconnected.is(error)) return;
      this.#failures += 1;
      this.#timer = setTimeout(() => this.start(), waitAfter(this.#failures));
    }
  }
}
