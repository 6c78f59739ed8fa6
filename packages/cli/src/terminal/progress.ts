import type { Output } from '../command.ts';
import { plain, short } from './text.ts';

/** How far something is: one line that changes on a terminal. */
export class Progress {
  readonly #output: Output;
  readonly #elsewhere: 'lines' | 'silent';
  #shown = '';

  /** @param elsewhere what becomes of it where there is no terminal: a line for each step, or nothing */
  constructor(output: Output, elsewhere: 'lines' | 'silent') {
    this.#output = output;
    this.#elsewhere = elsewhere;
  }

  show(text: string): void {
    const { columns } = this.#output;
    if (text === this.#shown) return;
    this.#shown = text;
    if (columns === undefined) {
      if (this.#elsewhere === 'lines') this.#output.write(`${plain(text)}\n`);
    } else this.#output.write(`\r\u001b[K${short(plain(text), columns - 1)}`);
  }

  /** Takes the line away, for what is printed next. */
  clear(): void {
    if (this.#shown !== '' && this.#output.columns !== undefined) this.#output.write('\r\u001b[K');
    this.#shown = '';
  }
}
