const marks = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
] as const;

/**
 * The encoding that a text names by its first bytes, undefined where it has none of these marks.
 *
 * @see Encoding Standard, section 6, "BOM sniff"
 */
export const markedEncoding = (bytes: Uint8Array): (typeof marks)[number][0] | undefined =>
  marks.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0];
