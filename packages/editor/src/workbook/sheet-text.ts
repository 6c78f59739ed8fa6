import type { SheetRows } from './sheet.ts';

/**
 * The rows of a sheet as text with tabs between the cells, each row on the line of its number. Line breaks in cells become blanks for that; where there
 * are several columns, cells with what could be taken for a separator are quoted.
 */
export const sheetText = (rows: SheetRows): string =>
  rows.map((cells) => cells.map((cell) => cellText(cell, cells.length > 1)).join('\t')).join('\n');

function cellText(cell: string, isOneOfSeveral: boolean): string {
  const line = cell.replace(/[\r\n\t]+/g, ' ');
  return isOneOfSeveral && /[",;]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}
