import { tooLarge, type WorkbookLimits } from './limits.ts';

/** What all sheets of a workbook together may still take. */
export class CellBudget {
  readonly limits: WorkbookLimits;
  #cells: number;
  #characters: number;

  constructor(limits: WorkbookLimits) {
    this.limits = limits;
    this.#cells = limits.cells;
    this.#characters = limits.bytes;
  }

  /** @throws workbook.too-large */
  spend({ cells = 0, characters = 0 }: { readonly cells?: number; readonly characters?: number }): void {
    this.#cells -= cells;
    this.#characters -= characters;
    if (this.#cells < 0 || this.#characters < 0) throw tooLarge(this.limits);
  }
}
