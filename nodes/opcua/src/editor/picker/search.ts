import { failureText } from '@millwright/editor';
import type { OpcUaTexts } from '../texts.ts';
import { type Asking, type Found, isGivenUp } from './ask.ts';

/** Milliseconds without a key until a search begins. */
const pause = 400;
const shortest = 2;

export interface SearchOptions {
  readonly classes: readonly ('Object' | 'Variable' | 'Method')[];
  readonly signal: AbortSignal;
  readonly texts: OpcUaTexts;
  /** It has found something; undefined: it is over, and the tree is wanted again. */
  show(found: readonly Found[] | undefined): void;
  /** What is said of it has changed. */
  changed(): void;
}

/** Finds nodes by a part of their name while it is typed: the server is asked when the typing pauses. */
export class Search {
  /** What is typed. */
  text = '';
  /** How the search stands; empty while there is none. */
  said = '';
  readonly #asking: Pick<Asking, 'search'>;
  readonly #options: SearchOptions;
  #running: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(asking: Pick<Asking, 'search'>, options: SearchOptions) {
    this.#asking = asking;
    this.#options = options;
    options.signal.addEventListener('abort', () => {
      clearTimeout(this.#timer);
      this.#running?.abort();
    });
  }

  type(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    this.#running?.abort();
    if (text.trim().length >= shortest) this.#timer = setTimeout(() => void this.#run(), pause);
    else {
      this.said = '';
      this.#options.show(undefined);
    }
  }

  /** Does not wait for a pause. */
  now(): void {
    clearTimeout(this.#timer);
    if (this.text.trim().length >= shortest) void this.#run();
  }

  async #run(): Promise<void> {
    const { texts, classes, signal } = this.#options;
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.said = texts('picker.searching');
    this.#options.changed();
    const result = await this.#asking.search(this.text.trim(), classes, running.signal);
    if (running.signal.aborted || signal.aborted) return;
    if (!result.ok) {
      if (isGivenUp(result.failure)) return;
      this.said = failureText(result.failure, texts);
      this.#options.changed();
      return;
    }
    const { found, looked, truncated } = result.value;
    this.said = [
      texts.counted('picker.found', found.length),
      texts.counted('picker.looked', looked),
      ...(truncated ? [texts('picker.more')] : []),
    ].join(' · ');
    this.#options.show(found);
  }
}
