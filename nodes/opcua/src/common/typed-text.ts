/** A value that somebody typed into a dialog, where only the server knows of which type it is to be. */
export class TypedText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** What it looks like: a number, true, false, an array or an object as JSON has them; else the text itself. */
  get parsed(): unknown {
    const { text } = this;
    // Digits beyond 2^53 would not survive as a number.
    if (/^[+-]?\d+$/.test(text)) return Number.isSafeInteger(Number(text)) ? Number(text) : text;
    if (!/^(?:[[{"]|true$|false$|[+-]?(?:\d|\.\d))/.test(text)) return text;
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }

  toString(): string {
    return this.text;
  }
}
