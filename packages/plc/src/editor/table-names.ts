import type { Cells } from '@millwright/editor';

/** The rows of a list as it stands in a node, whatever that is. */
export const rowsIn = (list: unknown): readonly Cells[] =>
  Array.isArray(list)
    ? list.filter((row: unknown): row is Cells => typeof row === 'object' && row !== null)
    : [];

/** What stands in a column, once each, without what is empty. */
export const textsIn = (list: unknown, column: string): readonly string[] => [
  ...new Set(
    rowsIn(list)
      .map((row) => String(row[column] ?? '').trim())
      .filter((text) => text !== ''),
  ),
];

export const namesIn = (list: unknown): readonly string[] => textsIn(list, 'name');
