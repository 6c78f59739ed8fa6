import type { JournalLine } from '@millwright/analytics';
import { type CodedError, isCodedError } from '@millwright/schema';
import type { JournalPage } from '../../../common/alarms/wire.ts';

const pageSize = 100;

interface JournalSource {
  readonly book: { readonly turn: number };
  journal(before: number | undefined, limit: number): Promise<JournalPage>;
}

/** What has happened, as far back as somebody looked. */
export class Journal {
  readonly #source: JournalSource;
  #lines: readonly JournalLine[] = [];
  #before: number | undefined;
  #isLoading = false;
  #failure: CodedError | undefined;
  #turn = -1;

  constructor(source: JournalSource) {
    this.#source = source;
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

  /** Why it could not be read when it was asked for last. */
  get failure(): CodedError | undefined {
    return this.#failure;
  }

  /** Whether more has happened since. Whoever has looked further back is not taken to the newest again. */
  isBehind(turn: number): boolean {
    return !this.#isLoading && turn !== this.#turn && this.#lines.length <= pageSize;
  }

  /** Begins with the newest. */
  open(): Promise<void> {
    return this.#load(undefined, []);
  }

  /** Goes further back; begins anew where it could not be read. */
  older(): Promise<void> {
    return this.#failure ? this.open() : this.#load(this.#before, this.#lines);
  }

  async #load(before: number | undefined, kept: readonly JournalLine[]): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    this.#turn = this.#source.book.turn;
    try {
      const page = await this.#source.journal(before, pageSize);
      this.#lines = [...kept, ...page.lines];
      this.#before = page.before;
      this.#failure = undefined;
    } catch (error) {
      if (isCodedError(error)) this.#failure = error;
      throw error;
    } finally {
      this.#isLoading = false;
    }
  }
}
