import { RichText, unescapeText } from './cell-strings.ts';
import { workbookErrors } from './errors.ts';
import { megabyte, type WorkbookLimits } from './limits.ts';
import { type Opened, walkXml } from './xml.ts';

/** The rows of a sheet from its first on, all of them as long as the longest: what is at row 7 of the sheet is at 6 here. */
export type SheetRows = readonly (readonly string[])[];

/**
 * Reads the cells of a sheet as text. Numbers are written as JavaScript does, whatever format they are shown in; of a formula its last result is taken.
 *
 * @param sheet its name, for errors
 * @param strings those that cells name by their number
 * @throws workbook.broken, workbook.too-many-rows, workbook.too-large
 * @see ECMA-376 Part 1, sections 18.3.1.4 (c), 18.3.1.73 (row), 18.18.11 (ST_CellType)
 */
export function readSheet(
  xml: Uint8Array,
  sheet: string,
  strings: readonly string[],
  limits: WorkbookLimits,
): SheetRows {
  const reader = new SheetReader(sheet, strings, limits);
  walkXml(xml, reader);
  return reader.rows();
}

class SheetReader {
  readonly #sheet: string;
  readonly #strings: readonly string[];
  readonly #limits: WorkbookLimits;
  readonly #cells: string[][] = [];
  readonly #rich = new RichText();
  #row = -1;
  #column = -1;
  #kind = 'n';
  #value = '';
  #isValue = false;
  #characters = 0;
  #width = 0;

  constructor(sheet: string, strings: readonly string[], limits: WorkbookLimits) {
    this.#sheet = sheet;
    this.#strings = strings;
    this.#limits = limits;
  }

  opened({ name, attribute }: Opened): void {
    this.#rich.opened(name);
    this.#isValue = name === 'v';
    if (name === 'row') {
      this.#row = rowOf(attribute('r')) ?? this.#row + 1;
      this.#column = -1;
    } else if (name === 'c') {
      this.#column = columnOf(attribute('r')) ?? this.#column + 1;
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
    // An array with holes would pass over them.
    return Array.from(this.#cells, (cells = []) =>
      Array.from({ length: this.#width }, (_, column) => cells[column] ?? ''),
    );
  }

  /** Cells without anything in them, which have only a look, make no rows. */
  #put(text: string): void {
    if (text === '' || this.#column >= this.#limits.columns) return;
    if (this.#row < 0) throw workbookErrors.broken();
    if (this.#row >= this.#limits.rows)
      throw workbookErrors.tooManyRows({ sheet: this.#sheet, rows: this.#limits.rows });
    // A long string that many cells name is short in the file.
    this.#characters += text.length;
    if (this.#characters > this.#limits.bytes)
      throw workbookErrors.tooLarge({ megabytes: this.#limits.bytes / megabyte });
    this.#cells[this.#row] ??= [];
    (this.#cells[this.#row] as string[])[this.#column] = text;
    this.#width = Math.max(this.#width, this.#column + 1);
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

/** `7` is 6; undefined where the row does not say, and comes after the one before. */
const rowOf = (number: string | undefined): number | undefined =>
  number !== undefined && /^[1-9]\d{0,6}$/.test(number) ? Number(number) - 1 : undefined;

/** `AB7` is 27; undefined where the cell does not say. */
function columnOf(reference: string | undefined): number | undefined {
  const [letters] = /^[A-Z]{1,3}(?=\d)/i.exec(reference ?? '') ?? [];
  if (letters === undefined) return undefined;
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
