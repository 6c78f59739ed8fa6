import type { JournalLine } from '@millwright/analytics';
import { type CodedError, isCodedError } from '@millwright/schema';
import type { JournalPage } from '../../../common/alarms/wire.ts';
import { screenErrors } from '../../../common/errors.ts';
import { waitAfter } from '../../attempts.ts';

const pageSize = 100;

interface JournalSource {
  readonly book: { readonly turn: number };
  journal(before: number | undefined, limit: number): Promise<JournalPage>;
}

/** What has happened, as far back as somebody looked. */
export class Journal {
  readonly #source: JournalSource;
  readonly #now: () => number;
  #lines: readonly JournalLine[] = [];
  #before: number | undefined;
  #isLoading = false;
  #failure: CodedError | undefined;
  #turn = -1;
  #failures = 0;
  /** Before then it is not read without being asked for. */
  #notBefore = Number.NEGATIVE_INFINITY;

  /** @param now ms */
  constructor(source: JournalSource, now: () => number) {
    this.#source = source;
    this.#now = now;
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

  /**
   * Whether it is to be read again: more has happened since, or it could not be read and enough time has gone by. Whoever has
   * looked further back is not taken to the newest again.
   */
  isBehind(turn: number): boolean {
    if (this.#isLoading || this.#lines.length > pageSize || this.#now() < this.#notBefore) return false;
    return turn !== this.#turn || this.#failure !== undefined;
  }

  /** Begins with the newest. Where it cannot be read, {@link failure} says why. */
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
      this.#failures = 0;
    } catch (error) {
      if (!isCodedError(error)) throw error;
      this.#failure = error;
      // Without a connection nobody is bothered.
      if (screenErrors.disconnected.is(error)) return;
      this.#failures += 1;
      this.#notBefore = this.#now() + waitAfter(this.#failures);
    } finally {
      this.#isLoading = false;
    }
  }
}
