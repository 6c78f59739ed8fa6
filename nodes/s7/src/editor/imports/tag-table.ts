import type { ReadFile } from '@millwright/editor';
import { readRows } from '@millwright/editor';
import { type ImportReason, importedTag } from './imported-tag.ts';

/** How TIA Portal heads the columns of a table of PLC tags, in small letters. */
const heads = {
  name: ['name'],
  address: ['logical address', 'logische adresse'],
  type: ['data type', 'datentyp'],
  path: ['path', 'pfad'],
} as const;

/**
 * Reads the PLC tags of TIA Portal, as the sheet of the workbook that it exports has them, or CSV, and the symbol table of STEP 7 (`.sdf`).
 * Undefined for any other text.
 */
export function readTagTable(
  text: string,
  reasonText: (reason: ImportReason) => string,
): ReadFile | undefined {
  const rows = readRows(text);
  const [first] = rows;
  if (first === undefined) return undefined;
  const places = placesOf(first.cells);
  if (places !== undefined) return fileOf('TIA Portal', rows.slice(1), places, reasonText);
  // "Motor","Q     0.0","BOOL","comment"
  const isSymbol = /^[A-Z]{1,4}\s+\d/;
  // One that is not finished has no address: its row says so, and the others are symbols all the same.
  const isSymbols =
    rows.some(({ cells }) => isSymbol.test(cells[1] ?? '')) &&
    rows.every(
      ({ cells }) => cells.length === 4 && (isSymbol.test(cells[1] ?? '') || cells[1]?.trim() === ''),
    );
  return isSymbols ? fileOf('STEP 7', rows, { name: 0, address: 1, type: 2 }, reasonText) : undefined;
}

interface Places {
  readonly name: number;
  readonly address: number;
  readonly type: number;
  readonly path?: number;
}

function placesOf(cells: readonly string[]): Places | undefined {
  const given = cells.map((cell) => cell.trim().toLowerCase());
  const placeOf = (names: readonly string[]): number => given.findIndex((cell) => names.includes(cell));
  const [name, address, type, path] = [heads.name, heads.address, heads.type, heads.path].map(placeOf) as [
    number,
    number,
    number,
    number,
  ];
  if (name < 0 || address < 0 || type < 0) return undefined;
  return { name, address, type, ...(path >= 0 && { path }) };
}

function fileOf(
  format: string,
  lines: ReturnType<typeof readRows>,
  { name, address, type, path }: Places,
  reasonText: (reason: ImportReason) => string,
): ReadFile {
  const rows: ReadFile['rows'][number][] = [];
  const refused: ReadFile['refused'][number][] = [];
  for (const { line, cells } of lines) {
    const at = (place: number | undefined): string =>
      place === undefined ? '' : (cells[place] ?? '').trim();
    const tag = importedTag({ name: at(name), address: at(address), type: at(type), group: at(path) });
    if ('kind' in tag) refused.push({ line, reason: reasonText(tag) });
    else rows.push({ line, cells: tag.cells });
  }
  return { format, rows, refused, unknown: [] };
}
