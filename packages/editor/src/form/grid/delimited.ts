export type Separator = '\t' | ';' | ',';

/** One row of a text with separators. */
export interface TextRow {
  readonly cells: readonly string[];
  /** The line that it begins at, from 1: a quoted cell may hold line breaks. */
  readonly line: number;
}

/**
 * Reads rows out of a text: from a spreadsheet's clipboard or a CSV file. Quotes as RFC 4180 has them; a quote that is
 * never closed ends with the text. Blank lines are left out, a byte-order mark too.
 */
export function readRows(text: string, separator: Separator = separatorOf(text)): TextRow[] {
  const rows: TextRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let began = 1;
  const endCell = (): void => {
    cells.push(cell);
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    if (cells.some((each) => each.trim() !== '')) rows.push({ cells, line: began });
    cells = [];
  };
  const from = text.startsWith('\u{feff}') ? 1 : 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] as string;
    if (character === '\n') line += 1;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (character === separator) endCell();
    else if (character === '\n' || (character === '\r' && text[at + 1] !== '\n')) {
      endRow();
      began = line;
    } else if (character !== '\r') cell += character;
  }
  endRow();
  return rows;
}

/** The separator that stands most often outside of quotes in the first line that has one; a tab wins any tie. */
export function separatorOf(text: string): Separator {
  const separators: readonly Separator[] = ['\t', ';', ','];
  for (const line of text.split(/\r?\n/, 20)) {
    const plain = line.replace(/"[^"]*"?/g, '');
    const counts = separators.map((separator) => plain.split(separator).length - 1);
    const most = Math.max(...counts);
    if (most > 0) return separators[counts.indexOf(most)] as Separator;
  }
  return '\t';
}

/**
 * Reads what was pasted. Spreadsheets separate by tabs; other texts are taken apart at semicolons or commas only where
 * each line has as many of them, and a column of numbers with decimal commas stays one.
 */
export function pastedRows(text: string): TextRow[] {
  if (text.includes('\t')) return readRows(text, '\t');
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.every((line) => /^\s*[+-]?\d*,\d+\s*$/.test(line))) return readRows(text, '\t');
  const separator = ([';', ','] as const).find((each) => {
    const [count = 0, ...others] = lines.map((line) => readRows(line, each)[0]?.cells.length ?? 0);
    return count > 1 && others.every((other) => other === count) && (lines.length > 1 || count > 2);
  });
  return readRows(text, separator ?? '\t');
}

/** Rows as text that spreadsheets take: what holds a separator, a quote or a line break is quoted. */
export function writeRows(rows: readonly (readonly string[])[], separator: Separator): string {
  return rows.map((cells) => cells.map((cell) => quote(cell, separator)).join(separator)).join('\r\n');
}

const quote = (cell: string, separator: Separator): string =>
  cell.includes(separator) || /["\r\n]/.test(cell) || cell !== cell.trim()
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;
