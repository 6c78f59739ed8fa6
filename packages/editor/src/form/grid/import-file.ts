import { isWorkbook, readWorkbook, sheetText } from '../../workbook/index.ts';
import type { Cells } from '../state.ts';
import { headerColumns } from './cell-text.ts';
import { decodeFile } from './decode-file.ts';
import { readRows } from './delimited.ts';
import type { List } from './edit.ts';
import { type ReadFile, readCsv } from './import.ts';

/** What a list can be read from. */
export interface ImportFormats {
  readonly list: Pick<List, 'field' | 'words'>;
  /** Formats of other programs, besides CSV: each gives undefined for what is none of its own. */
  readonly read: readonly ((text: string, others: Cells) => ReadFile | undefined)[];
  /** The other fields of the dialog. */
  readonly others: Cells;
}

/** A sheet of a workbook, or all of a file that is a text. */
export interface SheetAsText {
  readonly name: string;
  readonly text: string;
}

/** The first format that knows the text; else it is CSV. */
export function readText(text: string, { list, read, others }: ImportFormats): ReadFile {
  for (const format of read) {
    const file = format(text, others);
    if (file !== undefined) return file;
  }
  return readCsv(text, list);
}

/**
 * Reads a file as text: the sheets of a workbook that have anything in them, and which of them the list is most likely in. None where the file is empty.
 *
 * @throws import.not-text; workbook.broken and the others of a workbook that cannot be read
 */
export async function readFile(
  bytes: Uint8Array,
  formats: ImportFormats,
): Promise<{ readonly sheets: readonly SheetAsText[]; readonly sheet: number }> {
  const all = isWorkbook(bytes)
    ? (await readWorkbook(bytes)).map(({ name, rows }) => ({ name, text: sheetText(rows) }))
    : [{ name: '', text: decodeFile(bytes) }];
  const sheets = all.filter(({ text }) => text.trim() !== '');
  return { sheets, sheet: Math.max(0, likeliest(sheets, formats)) };
}

/** A format that knows one of the sheets comes before a sheet whose first row names columns of the list. */
function likeliest(sheets: readonly SheetAsText[], { list, read, others }: ImportFormats): number {
  if (sheets.length < 2) return 0;
  for (const format of read) {
    const place = sheets.findIndex(({ text }) => format(text, others) !== undefined);
    if (place >= 0) return place;
  }
  return sheets.findIndex(
    ({ text }) => headerColumns(readRows(text)[0]?.cells ?? [], list.words) !== undefined,
  );
}
