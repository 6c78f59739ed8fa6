import { copyLast, type LastValue } from './sample.ts';
import type { WriteResult } from './write/result.ts';

/** What was written to the tags of a table since it was made. Bounded by the number of tags. */
export class WrittenValues {
  readonly #values = new Map<string, LastValue>();

  /** The latest value of a tag. @param read what was read of it last */
  latest(name: string, read: LastValue | undefined): LastValue | undefined {
    const written = this.#values.get(name);
    return read && written ? (written.ts > read.ts ? written : read) : (read ?? written);
  }

  /** Keeps what a tag holds after a write, as far as that is known. @param ts milliseconds since 1970 */
  keep({ tag, value, quality, outcome }: WriteResult, ts: number): void {
    if (outcome !== 'done' || quality !== 'good' || value === null) return;
    // A copy: results leave in messages, and flows may write into those.
    this.#values.set(tag, copyLast({ value, ts }));
  }
}
