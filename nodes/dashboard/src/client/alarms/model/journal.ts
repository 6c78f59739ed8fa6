import type { JournalLine } from '@millwright/analytics';
import type { JournalPage } from '../../../common/alarms/wire.ts';

const pageSize = 100;

/** What has happened, as far back as somebody looked. */
export class Journal {
  readonly #ask: (before: number | undefined, limit: number) => Promise<JournalPage>;
  #lines: readonly JournalLine[] = [];
  #before: number | undefined;
  #isLoading = false;

  constructor(ask: (before: number | undefined, limit: number) => Promise<JournalPage>) {
    this.#ask = ask;
  }

  /** Newest first. */
  get lines(): readonly JournalLine[] {
    return this.#lines;
  }

  get hasOlder(): boolean {
    return this.#before !== undefined;
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  /** Begins with the newest. */
  open(): Promise<void> {
    return this.#load(undefined, []);
  }

  older(): Promise<void> {
    return this.#load(this.#before, this.#lines);
  }

  async #load(before: number | undefined, kept: readonly JournalLine[]): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      const page = await this.#ask(before, pageSize);
      this.#lines = [...kept, ...page.lines];
      this.#before = page.before;
    } finally {
      this.#isLoading = false;
    }
  }
}
