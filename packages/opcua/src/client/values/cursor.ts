import { valueErrors } from '../../value-errors.ts';

/** So deep may variants, structures and diagnostics nest. @see OPC 10000-6 section 5.1.8: at least 100 */
const deepest = 100;

/** A place in bytes that came over the wire. What leads beyond their end throws a RangeError. */
export class Cursor {
  readonly bytes: Buffer;
  at: number;
  #depth = 0;

  constructor(bytes: Buffer, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  /** Goes on for so many bytes. @returns where it stood */
  skip(count: number): number {
    const from = this.at;
    if (count < 0 || from + count > this.bytes.length) throw undecodable('it ends too early');
    this.at = from + count;
    return from;
  }

  /** Within what can hold itself. The same error as for bytes that lead nowhere, before the stack is full. */
  nest<Result>(inner: () => Result): Result {
    if (this.#depth === deepest) throw undecodable(`it nests more than ${deepest} times`);
    this.#depth += 1;
    try {
      return inner();
    } finally {
      this.#depth -= 1;
    }
  }

  /** A cursor of its own for the next bytes, which this one leaves behind. It nests as deep as this one. */
  part(length: number): Cursor {
    const from = this.skip(length);
    const part = new Cursor(this.bytes.subarray(from, from + length));
    part.#depth = this.#depth;
    return part;
  }

  u8(): number {
    return this.bytes.readUInt8(this.at++);
  }

  i8(): number {
    return this.bytes.readInt8(this.at++);
  }

  u16(): number {
    return this.bytes.readUInt16LE(this.skip(2));
  }

  i16(): number {
    return this.bytes.readInt16LE(this.skip(2));
  }

  u32(): number {
    return this.bytes.readUInt32LE(this.skip(4));
  }

  i32(): number {
    return this.bytes.readInt32LE(this.skip(4));
  }

  f32(): number {
    return this.bytes.readFloatLE(this.skip(4));
  }

  f64(): number {
    return this.bytes.readDoubleLE(this.skip(8));
  }

  /**
   * How many elements follow; -1 for none at all, not even an empty array.
   * @param least bytes that each of them takes at least: a number alone must not fill the memory
   */
  count(least = 1): number {
    const count = this.i32();
    if (count < 0) return -1;
    if (count * least > this.left) throw undecodable('it has fewer elements than it says');
    return count;
  }

  /** A view on the bytes, not a copy. */
  byteString(): Buffer | null {
    const length = this.count();
    if (length < 0) return null;
    const from = this.skip(length);
    return this.bytes.subarray(from, from + length);
  }

  string(): string | null {
    const length = this.count();
    if (length < 0) return null;
    const from = this.skip(length);
    return this.bytes.toString('utf8', from, from + length);
  }
}

export const undecodable = (reason: string) => valueErrors.undecodable({ reason });

/** Whether bytes could not be read as what they should be: ours, or a place beyond the end. */
export const isUndecodable = (error: unknown): error is Error =>
  valueErrors.undecodable.is(error) || error instanceof RangeError;
