import type { Token } from './tokens.ts';

/** A place in the source where it does not go on as it should. */
export class Unreadable extends Error {
  readonly line: number;
  readonly found: string;

  constructor({ line, text }: Pick<Token, 'line' | 'text'>) {
    super(`line ${line}: ${text}`);
    this.line = line;
    this.found = text;
  }
}

/** Goes through tokens, comments left out. */
export class Reader {
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  #at = 0;

  /** @param end what stands behind the tokens: it is never taken */
  constructor(tokens: readonly Token[], end: Token) {
    this.#tokens = tokens;
    this.#end = end;
  }

  get atEnd(): boolean {
    this.#skipComments();
    return this.#at >= this.#tokens.length;
  }

  /** The next token, comments passed over. */
  get next(): Token {
    this.#skipComments();
    return this.#tokens[this.#at] ?? this.#end;
  }

  /** Whether a name comes next with what makes it a variable. No value has that: `TOD#12:00` is none. */
  get atVariable(): boolean {
    const { kind, text } = this.next;
    if (kind !== 'quoted' && (kind !== 'word' || text.includes('#'))) return false;
    const behind = this.#tokens[this.#behindComments(this.#at + 1)];
    return behind?.kind === 'sign' && (behind.text === ':' || behind.text === '{');
  }

  take(): Token {
    const token = this.next;
    this.#at += 1;
    return token;
  }

  /** The comment that stands next, on this line. */
  comment(line: number): string | undefined {
    const token = this.#tokens[this.#at];
    return token?.kind === 'comment' && token.line === line ? token.text : undefined;
  }

  /** Whether a word of the language comes next; names in quotes are none. */
  is(...words: readonly string[]): boolean {
    const { kind, text } = this.next;
    return (kind === 'word' || kind === 'sign') && words.includes(text.toUpperCase());
  }

  /** Takes one of these words, if it comes next. */
  takes(...words: readonly string[]): boolean {
    const isIt = this.is(...words);
    if (isIt) this.#at += 1;
    return isIt;
  }

  /** @throws Unreadable where something else comes */
  expect(word: string): void {
    if (!this.takes(word)) throw new Unreadable(this.next);
  }

  #skipComments(): void {
    this.#at = this.#behindComments(this.#at);
  }

  #behindComments(from: number): number {
    let at = from;
    while (this.#tokens[at]?.kind === 'comment') at += 1;
    return at;
  }
}
