import { copyLast, type LastValue, LastValues } from './sample.ts';
import type { WriteResult } from './write/result.ts';

/** What is known of the tags of a table. Bounded by the number of tags. */
export class KnownValues {
  /** What was read. */
  readonly read = new LastValues();
  /** What was written since the table was made. */
  readonly #written = new Map<string, LastValue>();

  /** The latest value of a tag, as read or as written. */
  last(name: string): LastValue | undefined {
    const read = this.read.get(name);
    const written = this.#written.get(name);
    return read && written ? (written.ts > read.ts ? written : read) : (read ?? written);
  }

  /** Keeps what a tag holds after a write, as far as that is known. @param ts milliseconds since 1970 */
  wrote({ tag, value, quality, outcome }: WriteResult, ts: number): void {
    if (outcome !== 'done' || quality !== 'good' || value === null) return;
    // A copy: results leave in messages, and flows may write into those.
    this.#written.set(tag, copyLast({ value, ts }));
  }
}
