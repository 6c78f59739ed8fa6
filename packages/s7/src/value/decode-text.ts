import { type Decoded, latin1 } from '@millwright/tags';
import { type CharacterType, longestText, type Shape, type TextType } from '../data-type.ts';
import { type Decode, hexOf, tooShort, undecodable } from './decoded.ts';
import { wordAt } from './read-number.ts';

/** Texts of a type: characters are Latin-1, and UTF-16 of the wide ones. */
export function textDecoder(type: CharacterType | TextType, { length = 0 }: Shape): Decode<Decoded> {
  switch (type) {
    case 'CHAR':
      return (bytes, at) =>
        at < bytes.length ? String.fromCharCode(bytes[at] as number) : tooShort(bytes, at, 1);
    case 'WCHAR':
      return (bytes, at) =>
        at + 2 > bytes.length ? tooShort(bytes, at, 2) : String.fromCharCode(wordAt(bytes, at));
    case 'STRING':
      return stringDecoder(length, longestText.STRING, 1, (bytes, at) => bytes[at] as number, latin1);
    case 'WSTRING':
      return stringDecoder(length, longestText.WSTRING, 2, wordAt, utf16);
  }
}

/**
 * A text behind its two lengths: the most characters that it can hold, and those that it has.
 * @param unit bytes of one character, and of each length
 */
function stringDecoder(
  length: number,
  longest: number,
  unit: 1 | 2,
  read: (bytes: Uint8Array, at: number) => number,
  textOf: (bytes: Uint8Array) => string,
): Decode<Decoded> {
  const size = (length + 2) * unit;
  return (bytes, at) => {
    if (at + size > bytes.length) return tooShort(bytes, at, size);
    const most = read(bytes, at);
    const has = read(bytes, at + unit);
    const begin = at + 2 * unit;
    if (most <= longest && has <= most && has <= length)
      return textOf(bytes.subarray(begin, begin + has * unit));
    return undecodable(reasonOf(most, has, length, longest), hexOf(bytes, at, 2 * unit));
  };
}

function reasonOf(most: number, has: number, length: number, longest: number): string {
  if (most > longest) return `No text begins here: it would hold up to ${most} characters`;
  if (has > most) return `No text begins here: it would have ${has} characters and room for ${most}`;
  return `The text has ${has} characters, and the tag is as long as ${length}`;
}

function utf16(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) text += String.fromCharCode(wordAt(bytes, at));
  return text;
}
