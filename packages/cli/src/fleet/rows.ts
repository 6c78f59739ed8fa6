import { columns, plain, wrap } from '../terminal/text.ts';

const labelWidth = 13;

/** A word and what belongs to it, on as many lines as it takes. */
export function row(label: string, text: string): readonly string[] {
  const lines = wrap(plain(text), columns - labelWidth - 2);
  return lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(labelWidth)}${line}`);
}

/** The same with an entry on a line of its own each; nothing where there are none. */
export const rows = (label: string, texts: readonly string[]): readonly string[] =>
  texts.flatMap((text, index) => row(index === 0 ? label : '', text));

/** Columns as wide as what stands in them; the last as long as it is. */
export function table(lines: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const line of lines)
    for (const [at, cell] of line.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  return lines.map((line) =>
    line
      .map((cell, at) => (at === line.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
