import type { Part } from '../../plan/pack.ts';
import { placeOf } from '../../plan/pack.ts';
import { type S7Span, unitBytes } from '../../plan/region.ts';

/** The bytes of a block that is longer than one item can be, piece by piece. */
export class Assembly<Member extends S7Span> {
  readonly #data: Uint8Array;
  #left: number;
  #isOver = false;

  constructor({ block }: Part<Member>) {
    this.#left = block.length * unitBytes(placeOf(block));
    this.#data = new Uint8Array(this.#left);
  }

  /** @returns all of it when this was the last piece */
  add({ offset }: Part<Member>, piece: Uint8Array): Uint8Array | undefined {
    if (this.#isOver) return undefined;
    this.#data.set(piece, offset);
    this.#left -= piece.length;
    return this.#left <= 0 ? this.#data : undefined;
  }

  /** A piece of it did not come. @returns whether this is the first one */
  fail(): boolean {
    const isFirst = !this.#isOver;
    this.#isOver = true;
    return isFirst;
  }
}
