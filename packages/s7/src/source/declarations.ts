import type { SourceProblem } from './source.ts';
import type { Token } from './tokens.ts';

/** What a source may declare, and with what each of them ends. */
const endings = {
  TYPE: 'END_TYPE',
  DATA_BLOCK: 'END_DATA_BLOCK',
  FUNCTION: 'END_FUNCTION',
  FUNCTION_BLOCK: 'END_FUNCTION_BLOCK',
  ORGANIZATION_BLOCK: 'END_ORGANIZATION_BLOCK',
} as const;

/** A piece of a source that declares one thing. */
export interface Declaration {
  readonly keyword: keyof typeof endings;
  /** What stands between its keyword and its end. */
  readonly tokens: readonly Token[];
  /** What stands behind that. */
  readonly end: Token;
}

/** The declarations of a source, and what stands in it that belongs to none. */
export interface Declarations {
  readonly declarations: readonly Declaration[];
  readonly problems: readonly SourceProblem[];
}

/**
 * Takes a source apart, so that what cannot be read of one block costs no other: a block ends where the next one begins, even where its end is missing.
 * Code may have variables, and prose words, that are keywords: only a keyword with a name behind it begins something, and only at the beginning of a line.
 */
export function declarationsOf(all: readonly Token[]): Declarations {
  const declarations: Declaration[] = [];
  const problems: SourceProblem[] = [];
  let at = 0;
  while (at < all.length) {
    const keyword = keywordAt(all, at);
    if (keyword === undefined) {
      const { kind = 'comment', line = 1, text = '' } = all[at] ?? {};
      if (kind !== 'comment') problems.push({ kind: 'syntax', line, found: text });
      at = kind === 'comment' ? at + 1 : nextFrom(all, at + 1);
      continue;
    }
    const from = at + 1;
    const ending = endings[keyword];
    const until = nextFrom(all, from, ending);
    const end = all[until] ?? { kind: 'sign', text: '', line: all.at(-1)?.line ?? 1 };
    declarations.push({ keyword, tokens: all.slice(from, until), end });
    const isEnded = isWord(all[until], ending);
    if (!isEnded) problems.push({ kind: 'end-missing', line: end.line, end: ending });
    at = isEnded ? until + 1 : until;
    while (all[at]?.text === ';') at += 1;
  }
  return { declarations, problems };
}

const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'word' && token.text.toUpperCase() === word;

/** What begins here, if anything. */
function keywordAt(all: readonly Token[], at: number): Declaration['keyword'] | undefined {
  const word = all[at]?.kind === 'word' ? all[at].text.toUpperCase() : '';
  if (!isKeyword(word)) return undefined;
  const name = all[at + 1];
  return name?.kind === 'word' || name?.kind === 'quoted' ? word : undefined;
}

const isKeyword = (word: string): word is Declaration['keyword'] => Object.hasOwn(endings, word);

/** Where the next one begins, or this one ends. */
function nextFrom(all: readonly Token[], from: number, ending?: string): number {
  let at = from;
  while (at < all.length && !(ending !== undefined && isWord(all[at], ending)) && !beginsAt(all, at)) at += 1;
  return at;
}

const beginsAt = (all: readonly Token[], at: number): boolean =>
  keywordAt(all, at) !== undefined && all[at]?.line !== all[at - 1]?.line;
