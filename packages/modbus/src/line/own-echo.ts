import { beginsAs, joined, mayLookAlike } from './framing.ts';

const none: Uint8Array = new Uint8Array(0);

/**
 * What the adapter of a server hears of its own answers. Most cannot be taken for a request; the answer to some writes is
 * the request once more. While it is not known whether there is an echo, the first such one is taken for it: a client
 * that did mean it asks again, and then it is known.
 */
export class OwnEcho {
  #heard: boolean | undefined;
  /** What may still come of the last answer. */
  #due = none;
  /** What has come of it, until the rest shows whether it was that. */
  #taken = none;
  /** A whole request that was taken for an echo without being sure. */
  #dropped = none;
  #isPlain = true;

  asked(pdu: Uint8Array): void {
    this.#isPlain = !mayLookAlike(pdu);
  }

  said(bytes: Uint8Array): void {
    this.#due = this.#heard === false ? none : bytes;
    this.#taken = none;
  }

  /** What of a chunk is no echo. */
  without(chunk: Uint8Array): Uint8Array {
    if (this.#due.length === 0) {
      if (this.#dropped.length > 0 && chunk.length > 0) {
        if (this.#heard === undefined && beginsAs(chunk, this.#dropped)) this.#heard = false;
        this.#dropped = none;
      }
      return chunk;
    }
    if (!beginsAs(chunk, this.#due)) {
      const bytes = joined(this.#taken, chunk);
      if (this.#isPlain) this.#heard ??= false;
      this.#due = none;
      this.#taken = none;
      return bytes;
    }
    const length = Math.min(chunk.length, this.#due.length);
    this.#taken = joined(this.#taken, chunk.subarray(0, length));
    this.#due = this.#due.slice(length);
    if (this.#due.length === 0) {
      if (this.#isPlain) this.#heard = true;
      else if (this.#heard === undefined) this.#dropped = this.#taken;
      this.#taken = none;
    }
    return chunk.subarray(length);
  }
}
