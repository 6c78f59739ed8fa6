/** How many bytes a value of each type takes on the wire; a bool is one bit and comes without bytes of its own. */
const widths = { bool: 0, int16: 2, uint16: 2, int32: 4, uint32: 4, float32: 4 } as const;

/** What a tag's value is. */
export type TagType = keyof typeof widths;

/** The types that are made of 16-bit words. */
export type WordType = Exclude<TagType, 'bool'>;

export const tagTypes = Object.keys(widths) as readonly TagType[];

export const wordTypes = tagTypes.filter((type): type is WordType => type !== 'bool');

/**
 * In which order the bytes of a value arrive, where A is the most significant one of 32 bits. `CDAB` swaps the words,
 * `BADC` the bytes within each word, `DCBA` both. A value of 16 bits has only bytes to swap.
 */
export type ByteOrder = 'ABCD' | 'CDAB' | 'BADC' | 'DCBA';

export const byteOrders: readonly ByteOrder[] = ['ABCD', 'CDAB', 'BADC', 'DCBA'];

/** What a good tag carries. */
export type TagValue = boolean | number;

/** The bytes that a value of this type takes. */
export function bytesOf(type: WordType): 2 | 4 {
  return widths[type];
}
