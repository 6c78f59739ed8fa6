import type { Line } from './view.ts';

/** Takes the points of a line by time. A point that was just taken may come again: it is kept once. */
export class LineWriter {
  readonly #times: Float64Array;
  readonly #values: Float64Array;
  #length = 0;

  constructor(capacity: number) {
    this.#times = new Float64Array(capacity);
    this.#values = new Float64Array(capacity);
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  point(time: number, value: number): void {
    if (this.#length > 0 && time <= (this.#times[this.#length - 1] as number)) return;
    this.#times[this.#length] = time;
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  done(): Line {
    return { times: this.#times.slice(0, this.#length), values: this.#values.slice(0, this.#length) };
  }
}
