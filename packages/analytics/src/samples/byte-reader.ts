import { chunkBits } from './byte-writer.ts';
import { sampleErrors } from './errors.ts';

const chunk = 2 ** chunkBits;

/** Reads what a ByteWriter wrote. Whatever the bytes are, it ends with a coded error at worst. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at: number;
  #waiting = 0;
  #waitingBits = 0;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  byte(): number {
    if (this.#at >= this.#end) throw sampleErrors.damagedBlock({ reason: 'it ends too early' });
    return this.#bytes[this.#at++] as number;
  }

  varint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) break;
      scale *= 128;
    }
    if (value > 2 ** 53) throw sampleErrors.damagedBlock({ reason: 'a number is too large' });
    return value;
  }

  signedVarint(): number {
    const value = this.varint();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  double(): number {
    const bytes = Uint8Array.from({ length: 8 }, () => this.byte());
    return new DataView(bytes.buffer).getFloat64(0, true);
  }

  bits(width: number): number {
    let value = 0;
    let scale = 1;
    let left = width;
    for (; left > chunkBits; left -= chunkBits) {
      value += this.#fewBits(chunkBits) * scale;
      scale *= chunk;
    }
    return value + this.#fewBits(left) * scale;
  }

  #fewBits(width: number): number {
    while (this.#waitingBits < width) {
      this.#waiting |= this.byte() << this.#waitingBits;
      this.#waitingBits += 8;
    }
    const value = this.#waiting & ((1 << width) - 1);
    this.#waiting >>>= width;
    this.#waitingBits -= width;
    return value;
  }

  endBits(): void {
    this.#waiting = 0;
    this.#waitingBits = 0;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#end;
  }
}
