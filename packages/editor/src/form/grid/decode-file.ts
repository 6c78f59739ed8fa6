import { markedEncoding } from '../../byte-order-mark.ts';
import { importErrors } from './import-errors.ts';

/**
 * The text of a file: as its byte-order mark says, which Excel's "Unicode Text" has; else UTF-8, else as Windows has it, since that is what
 * spreadsheets and STEP 7 write there.
 *
 * @throws import.not-text for what is not in the encoding that its mark names, and for what holds the character 0: no list does, while nearly
 * all other files have it, and UTF-16 without a mark
 */
export function decodeFile(bytes: Uint8Array): string {
  const marked = markedEncoding(bytes);
  const text = decoded(bytes, marked ?? 'utf-8') ?? (marked ? undefined : decoded(bytes, 'windows-1252'));
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
