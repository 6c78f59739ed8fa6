import type { CellBudget } from './cell-budget.ts';
import { RichText, unescapeText } from './cell-strings.ts';
import { workbookErrors } from './errors.ts';
import { type Opened, walkXml } from './xml.ts';

/**
 * The rows of a sheet from its first on: what is at row 7 of the sheet is at 6 here. Rows without anything in them are empty; each other is at least as long
 * as the first such, which is the head of a list.
 */
export type SheetRows = readonly (readonly string[])[];

/**
 * Reads the cells of a sheet as text. Numbers are written as JavaScript does, whatever format they are shown in; of a formula its last result is taken.
 *
 * @param sheet its name, for errors
 * @param strings those that cells name by their number
 * @param budget what this sheet takes is taken from it
 * @throws workbook.broken, workbook.too-many-rows, workbook.too-large
 * @see ECMA-376 Part 1, sections 18.3.1.4 (c), 18.3.1.73 (row), 18.18.11 (ST_CellType)
 */
export function readSheet(
  xml: Uint8Array,
  sheet: string,
  strings: readonly string[],
  budget: CellBudget,
): SheetRows {
  const reader = new SheetReader(sheet, strings, budget);
  walkXml(xml, reader);
  return reader.rows();
}

class SheetReader {
  readonly #sheet: string;
  readonly #strings: readonly string[];
  readonly #budget: CellBudget;
  readonly #cells: string[][] = [];
  readonly #rich = new RichText();
  #row = -1;
  #column = -1;
  #kind = 'n';
  #value = '';
  #isValue = false;

  constructor(sheet: string, strings: readonly string[], budget: CellBudget) {
    this.#sheet = sheet;
    this.#strings = strings;
    this.#budget = budget;
  }

  opened({ name, attribute }: Opened): void {
    this.#rich.opened(name);
    this.#isValue = name === 'v';
    if (name === 'row') {
      this.#row = rowOf(attribute('r')) ?? this.#row + 1;
      this.#column = -1;
    } else if (name === 'c') {
      const { row, column } = placeOf(attribute('r')) ?? { row: this.#row, column: this.#column + 1 };
      this.#row = row;
      this.#column = column;
      this.#kind = attribute('t') ?? 'n';
      this.#value = '';
    }
  }

  text(given: string): void {
    this.#rich.add(given);
    if (this.#isValue) this.#value += given;
  }

  closed(name: string): void {
    this.#rich.closed(name);
    this.#isValue = false;
    if (name === 'c') this.#put(this.#cellText(this.#rich.take()));
  }

  rows(): SheetRows {
    const headLength = this.#cells.find((cells) => cells !== undefined)?.length ?? 0;
    // An array with holes would pass over them.
    return Array.from(this.#cells, (cells) => {
      if (cells === undefined) return [];
      const length = Math.max(headLength, cells.length);
      this.#budget.spend({ cells: length - cells.length });
      return Array.from({ length }, (_, column) => cells[column] ?? '');
    });
  }

  /** Cells without anything in them, which have only a look, make no rows. */
  #put(text: string): void {
    const { columns, rows } = this.#budget.limits;
    if (text === '' || this.#column >= columns) return;
    if (this.#row < 0) throw workbookErrors.broken();
    if (this.#row >= rows) throw workbookErrors.tooManyRows({ sheet: this.#sheet, rows });
    const row = this.#cells[this.#row] ?? [];
    const newRows = Math.max(0, this.#row + 1 - this.#cells.length);
    const newCells = Math.max(0, this.#column + 1 - row.length);
    this.#budget.spend({ cells: newRows + newCells, characters: text.length });
    row[this.#column] = text;
    this.#cells[this.#row] = row;
  }

  #cellText(inline: string): string {
    const value = this.#value;
    switch (this.#kind) {
      case 'inlineStr':
        return inline;
      case 's': {
        const shared = value === '' ? '' : this.#strings[Number(value)];
        if (shared === undefined) throw workbookErrors.broken();
        return shared;
      }
      case 'str':
        return unescapeText(value);
      case 'b':
        return value === '' ? '' : value.trim() === '1' ? 'TRUE' : 'FALSE';
      case 'n':
        // Spreadsheets write 17 digits: 0.10000000000000001.
        return value === '' || Number.isNaN(Number(value)) ? value : String(Number(value));
      default:
        return value;
    }
  }
}

/**
 * `7` is 6; undefined where the row does not say, and comes after the one before.
 *
 * @throws workbook.broken
 */
function rowOf(number: string | undefined): number | undefined {
  if (number === undefined) return undefined;
  if (!/^[1-9]\d{0,6}$/.test(number)) throw workbookErrors.broken();
  return Number(number) - 1;
}

/**
 * `AB7` is column 27 of row 6; undefined where the cell does not say, and comes after the one before. Its row need not say where it is.
 *
 * @throws workbook.broken
 */
function placeOf(
  reference: string | undefined,
): { readonly row: number; readonly column: number } | undefined {
  if (reference === undefined) return undefined;
  const [, letters, row] = /^([A-Z]{1,3})([1-9]\d{0,6})$/i.exec(reference) ?? [];
  if (letters === undefined) throw workbookErrors.broken();
  const column = [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(row) - 1, column: column - 1 };
}
