/** Without i, l, o and u: what people read aloud and type. @see https://www.crockford.com/base32.html */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const values = new Map([
  ...Array.from(alphabet, (character, value) => [character, value] as const),
  ...(['i', 'l'] as const).map((character) => [character, 1] as const),
  ['o', 0] as const,
]);
const bitsOfCharacter = 5;

export function writeBase32(bytes: Uint8Array): string {
  let [text, kept, bits] = ['', 0, 0];
  for (const byte of bytes) {
    kept = (kept << 8) | byte;
    bits += 8;
    for (; bits >= bitsOfCharacter; bits -= bitsOfCharacter)
      text += alphabet[(kept >> (bits - bitsOfCharacter)) & 31];
    kept &= (1 << bits) - 1;
  }
  return bits > 0 ? text + alphabet[(kept << (bitsOfCharacter - bits)) & 31] : text;
}

/**
 * Capitals are small letters, i and l are 1, o is 0.
 *
 * @returns where the first character is that cannot stand there: a foreign one, or a last one that no byte needs
 */
export function readBase32(text: string): Uint8Array | { readonly foreignAt: number } {
  const bytes: number[] = [];
  let [kept, bits] = [0, 0];
  for (const [at, character] of Array.from(text.toLowerCase()).entries()) {
    const value = values.get(character);
    if (value === undefined) return { foreignAt: at };
    kept = (kept << bitsOfCharacter) | value;
    bits += bitsOfCharacter;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push(kept >> bits);
    kept &= (1 << bits) - 1;
  }
  // As written, what is left are fewer bits than a character has, and none of them is set.
  if (bits >= bitsOfCharacter || kept !== 0) return { foreignAt: text.length - 1 };
  return Uint8Array.from(bytes);
}
