import { markedEncoding } from '../../byte-order-mark.ts';
import { importErrors } from './import-errors.ts';

/**
 * The text of a file: as its byte-order mark says, which Excel's "Unicode Text" has; else UTF-8, else as Windows has it, since that is what
 * spreadsheets and STEP 7 write there.
 *
 * @throws import.not-text for what is not in the encoding that its mark names, for what would be other words in the one that is left, and for
 * what holds the character 0: no list does, while nearly all other files have it, and UTF-16 without a mark
 */
export function decodeFile(bytes: Uint8Array): string {
  const marked = markedEncoding(bytes);
  const text = decoded(bytes, marked ?? 'utf-8') ?? (marked ? undefined : ofWindows(bytes));
  if (text === undefined || text.includes('\0')) throw importErrors.notText();
  return text;
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** For what Windows-1252 has no character; DOS has its `ü` there. */
const unassigned = /[\u{81}\u{8d}\u{8f}\u{90}\u{9d}]/u;

function ofWindows(bytes: Uint8Array): string | undefined {
  if (isDamaged(bytes)) return undefined;
  const text = decoded(bytes, 'windows-1252');
  return text !== undefined && unassigned.test(text) ? undefined : text;
}

/** Whether more of it is UTF-8 than is not: one byte that is none would turn each umlaut into two other characters. */
function isDamaged(bytes: Uint8Array): boolean {
  let excess = 0;
  for (const character of new TextDecoder('utf-8').decode(bytes))
    if (character > '\u{7f}') excess += character === '\u{fffd}' ? -1 : 1;
  return excess > 0;
}
