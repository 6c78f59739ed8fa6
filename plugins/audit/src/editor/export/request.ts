import type { FilterQuery } from '../filter/filter.ts';

export const formats = ['jsonl', 'csv'] as const;
export type Format = (typeof formats)[number];

/** How much of a file has come. */
export interface Progress {
  readonly bytes: number;
  readonly lines: number;
}

export const nothingYet: Progress = { bytes: 0, lines: 0 };

const lineEnd = 10;

/** With one more piece of the file. */
export function withPiece({ bytes, lines }: Progress, piece: Uint8Array): Progress {
  let ends = 0;
  for (let at = piece.indexOf(lineEnd); at >= 0; at = piece.indexOf(lineEnd, at + 1)) ends += 1;
  return { bytes: bytes + piece.byteLength, lines: lines + ends };
}

/** What is asked for: all that the filter lets through, or everything. */
export function exportQuery(
  format: Format,
  filter: FilterQuery,
  filtered: boolean,
): { readonly format: Format } & FilterQuery {
  return filtered ? { ...filter, format } : { format };
}
