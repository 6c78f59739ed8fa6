import type { Output } from '../command.ts';
import { plain, short } from './text.ts';

/** How far something is: one line that changes on a terminal, nothing where the text goes elsewhere. */
export class Progress {
  readonly #output: Output;
  #shown = '';

  constructor(output: Output) {
    this.#output = output;
  }

  show(text: string): void {
    const { columns } = this.#output;
    if (columns === undefined || text === this.#shown) return;
    this.#shown = text;
    this.#output.write(`\r\u001b[K${short(plain(text), columns - 1)}`);
  }

  /** Takes the line away, for what is printed next. */
  clear(): void {
    if (this.#shown !== '') this.#output.write('\r\u001b[K');
    this.#shown = '';
  }
}
