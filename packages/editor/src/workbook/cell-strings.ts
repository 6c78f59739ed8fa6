import { walkXml } from './xml.ts';

/**
 * Gathers the text of a string, which may be in several runs of different looks. How it is pronounced (`rPh`) is no part of it.
 *
 * @see ECMA-376 Part 1, section 18.4
 */
export class RichText {
  #text = '';
  #isText = false;
  #pronounced = 0;

  opened(name: string): void {
    if (name === 'rPh') this.#pronounced += 1;
    this.#isText = name === 't' && this.#pronounced === 0;
  }

  closed(name: string): void {
    if (name === 'rPh') this.#pronounced -= 1;
    this.#isText = false;
  }

  add(text: string): void {
    if (this.#isText) this.#text += text;
  }

  /** What was gathered; it begins anew. */
  take(): string {
    const text = unescapeText(this.#text);
    this.#text = '';
    return text;
  }
}

/**
 * Characters that XML cannot hold are written as `_x000D_`, with a small x: `_X0010_` is a text like any other.
 *
 * @see ECMA-376 Part 1, section 22.9.2.19
 */
export const unescapeText = (text: string): string =>
  text.replace(/_x([0-9a-fA-F]{4})_/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );

/** The strings that cells name by their number. */
export function readSharedStrings(xml: Uint8Array): readonly string[] {
  const strings: string[] = [];
  const text = new RichText();
  walkXml(xml, {
    opened: ({ name }) => text.opened(name),
    text: (given) => text.add(given),
    closed: (name) => {
      text.closed(name);
      if (name === 'si') strings.push(text.take());
    },
  });
  return strings;
}
