/** So many bits at once fit beside up to seven waiting ones into a 31-bit integer, which is what shifts are quick with. */
export const chunkBits = 24;
const chunk = 2 ** chunkBits;

/** Writes bytes, and bits, the low ones first, into memory that grows. */
export class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;
  #waiting = 0;
  #waitingBits = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  byte(value: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#length++] = value;
  }

  #grow(by: number): void {
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + by));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }

  /** Leaves room for what is known only later. */
  skip(count: number): void {
    if (this.#length + count > this.#bytes.length) this.#grow(count);
    this.#length += count;
  }

  /** A whole number from 0 to 2^53, seven bits in a byte. */
  varint(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.byte((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
  }

  /** A whole number of at most 2^52 in size: small ones of either sign take few bytes. */
  signedVarint(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  double(value: number): void {
    this.skip(8);
    new DataView(this.#bytes.buffer).setFloat64(this.#length - 8, value, true);
  }

  /** The low bits of a whole number from 0 to 2^53. Bytes may follow only after {@link endBits}. */
  bits(value: number, width: number): void {
    let rest = value;
    let left = width;
    for (; left > chunkBits; left -= chunkBits) {
      this.#fewBits(rest % chunk, chunkBits);
      rest = Math.floor(rest / chunk);
    }
    this.#fewBits(rest, left);
  }

  #fewBits(value: number, width: number): void {
    this.#waiting |= value << this.#waitingBits;
    this.#waitingBits += width;
    while (this.#waitingBits >= 8) {
      this.byte(this.#waiting & 0xff);
      this.#waiting >>>= 8;
      this.#waitingBits -= 8;
    }
  }

  /** Fills the last byte up. */
  endBits(): void {
    if (this.#waitingBits > 0) this.byte(this.#waiting);
    this.#waiting = 0;
    this.#waitingBits = 0;
  }

  /** What was written so far, as a copy of just that length. */
  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}
