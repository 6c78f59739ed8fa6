/**
 * A page of a full-text index, as SQLite keeps it: at byte 2 where its footer begins, and in the footer the places of
 * its terms, each as what it adds to the one before.
 *
 * @see https://www.sqlite.org/src/file/ext/fts5/fts5_index.c: "Term/doclist leaf pages"
 * @returns its first and last term; undefined if no term begins on it
 */
export function termsOfPage(
  page: Uint8Array,
): { readonly first: Uint8Array; readonly last: Uint8Array } | undefined {
  const footer = ((page[2] ?? 0) << 8) | (page[3] ?? 0);
  const reader = new Reader(page, footer);
  const term = Buffer.alloc(page.length);
  let first: Uint8Array | undefined;
  let length = 0;
  for (let place = 0; reader.at < page.length; ) {
    place += reader.number();
    const text = new Reader(page, place);
    const kept = first ? text.number() : 0;
    const added = text.number();
    term.set(page.subarray(text.at, text.at + added), kept);
    length = kept + added;
    first ??= Buffer.from(term.subarray(0, length));
  }
  return first && { first, last: term.subarray(0, length) };
}

class Reader {
  at: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** Seven bits of a byte, the highest first; the eighth says that there are more. */
  number(): number {
    for (let value = 0; ; ) {
      const byte = this.#bytes[this.at++] ?? 0;
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return value;
    }
  }
}
