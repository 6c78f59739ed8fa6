import type { Line } from '@millwright/analytics';
import { rowsBetween } from './lines.ts';

/** A spreadsheet takes a field that begins so as a formula. */
const formula = /^[=+\-@\t\r]/;

/** A text as a field of CSV. @see RFC 4180, section 2 */
export function csvField(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A pen with what is shown of it. */
export interface CsvPen {
  readonly tag: string;
  readonly unit: string;
  readonly line: Line;
}

/**
 * What lies between two times as CSV: one point a row, times in ISO 8601 (UTC), an empty value where a line is interrupted.
 * @param heads the names of the columns time, tag, value and unit
 */
export function csvOf(
  pens: readonly CsvPen[],
  from: number,
  to: number,
  heads: readonly [string, string, string, string],
): string {
  const rows = pens.flatMap(({ tag, unit, line }) => {
    const [start, end] = rowsBetween(line, from, to);
    const cells: string[] = [];
    for (let row = start; row < end; row += 1) {
      const value = line.values[row] as number;
      cells.push(
        [
          new Date(line.times[row] as number).toISOString(),
          csvField(tag),
          Number.isNaN(value) ? '' : String(value),
          csvField(unit),
        ].join(','),
      );
    }
    return cells;
  });
  return [heads.map(csvField).join(','), ...rows, ''].join('\r\n');
}
