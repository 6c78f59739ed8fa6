import type { SheetRows } from './sheet.ts';

/**
 * The rows of a sheet as text with tabs between the cells, each row on the line of its number. Line breaks in cells become blanks for that; where there
 * are several columns, cells with what could be taken for a separator are quoted.
 */
export function sheetText(rows: SheetRows): string {
  const hasSeveral = rows.some((cells) => cells.length > 1);
  return rows.map((cells) => cells.map((cell) => cellText(cell, hasSeveral)).join('\t')).join('\n');
}

function cellText(cell: string, isOneOfSeveral: boolean): string {
  const line = cell.replace(/[\r\n\t]+/g, ' ');
  return isOneOfSeveral && /[",;]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}
