import { releaseErrors } from '../errors.ts';

const nothing = new Uint8Array();

/** Pulls bytes out of a source in the sizes that the reader wants; it holds one chunk of the source, never more. */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = nothing;
  #isDone = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** At least one byte and at most `most`, without copying. @returns nothing at the end of the source */
  async some(most: number): Promise<Uint8Array | undefined> {
    while (this.#chunk.length === 0) {
      if (this.#isDone) return undefined;
      const { done, value } = await this.#source.next();
      if (done) this.#isDone = true;
      else this.#chunk = value;
    }
    const bytes = this.#chunk.subarray(0, most);
    this.#chunk = this.#chunk.subarray(bytes.length);
    return bytes;
  }

  /**
   * Exactly so many bytes, as a copy.
   *
   * @throws `release.bundle-cut` if the source ends before
   */
  async take(size: number): Promise<Buffer> {
    const bytes = Buffer.alloc(size);
    for (let filled = 0; filled < size; ) {
      const some = await this.some(size - filled);
      if (!some) throw releaseErrors.bundleCut();
      bytes.set(some, filled);
      filled += some.length;
    }
    return bytes;
  }

  /** Lets go of the source, which may be in the middle. Twice is safe. */
  async close(): Promise<void> {
    this.#chunk = nothing;
    if (this.#isDone) return;
    this.#isDone = true;
    await this.#source.return?.();
  }
}
