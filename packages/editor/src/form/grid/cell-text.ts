import type { ColumnField } from '@millwright/schema';

/** The words that a column is known by: its own label and those of its options. */
export interface ColumnWords {
  readonly label: string;
  option(option: string): string;
}

/** What a cell shows, as it is copied and filtered too. */
export function cellText(field: ColumnField, value: unknown, words: ColumnWords): string {
  const shown = value ?? field.default ?? '';
  if (field.kind === 'boolean') return shown === true || shown === 'true' ? '1' : '0';
  if (field.kind === 'choice' && field.options.some((option) => option === shown))
    return words.option(String(shown));
  return String(shown);
}

const yes = /^(?:1|true|yes|y|x|on|ja|j|wahr|✓)$/i;
const no = /^(?:0|false|no|n|off|nein|falsch|-)?$/i;

/**
 * The value of a cell that came as text. What means nothing in this column stays as it was written, so that it can be
 * seen and corrected. Numbers may have the decimal comma of a spreadsheet.
 */
export function cellValue(field: ColumnField, text: string, words: ColumnWords): unknown {
  const given = text.trim();
  switch (field.kind) {
    case 'boolean':
      return yes.test(given) ? true : no.test(given) ? false : given;
    case 'choice':
      return optionOf(field.options, given, words) ?? (given === '' ? field.default : given);
    case 'integer':
    case 'number':
      return /^[+-]?\d*,\d+$/.test(given) ? given.replace(',', '.') : given;
    default:
      return given;
  }
}

const plain = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, '');

function optionOf(options: readonly string[], given: string, words: ColumnWords): string | undefined {
  if (options.includes(given)) return given;
  const wanted = plain(given);
  return (
    options.find((option) => plain(words.option(option)) === wanted) ??
    options.find((option) => plain(option) === wanted)
  );
}

/**
 * Which column each cell of a first row names, by label or name; undefined where the row is none of names. A cell
 * that names nothing is passed over (a spreadsheet may have columns of its own), as long as most of them are known.
 */
export function headerColumns(
  cells: readonly string[],
  columns: Readonly<Record<string, ColumnWords>>,
): readonly (string | undefined)[] | undefined {
  const named = cells.map((cell) => {
    const wanted = plain(cell.trim());
    if (wanted === '') return undefined;
    return Object.keys(columns).find(
      (column) => plain(column) === wanted || plain(columns[column]?.label ?? '') === wanted,
    );
  });
  const found = named.filter((column) => column !== undefined);
  const filled = cells.filter((cell) => cell.trim() !== '').length;
  const isHeader = found.length > 0 && found.length * 2 > filled && new Set(found).size === found.length;
  return isHeader ? named : undefined;
}
