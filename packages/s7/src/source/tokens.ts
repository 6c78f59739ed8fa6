/** A piece of a source, and on which line it stands (from 1 on). */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'number' | 'text' | 'sign' | 'comment';
  /** Without quotes. */
  readonly text: string;
  readonly line: number;
}

/**
 * A title is a line of any words, so what looks like a comment, a text or a keyword there is none: it is passed over as a space is.
 * A comment that nobody closes is the sign that opens it, and reaches to the end: whoever reads it cannot go on, and says so.
 */
const pattern =
  /(?<space>(?<=^[ \t]*)TITLE[ \t]*=[^\r\n]*|\s+)|(?<comment>\/\/[^\r\n]*|\(\*[\s\S]*?\*\)|\(\/\*[\s\S]*?\*\/\)|\/\*[\s\S]*?\*\/)|(?<open>\(\*|\(\/\*|\/\*)[\s\S]*|"(?<quoted>[^"\r\n]*)"|(?<text>'(?:\$.|[^'$\r\n])*')|(?<number>\d[\w#.]*?(?=\.\.|[^\w#.]|$))|(?<word>[\p{L}_#][\p{L}\p{M}\p{N}_#]*)|(?<sign>:=|\.\.|[\s\S])/gimu;

/**
 * The tokens of a source, comments with them, since the number of a block may stand in one.
 * @see Siemens, Programming with STEP 7 (A5E02789666), chapter 13, for STEP 7; TIA Portal's sources have the comments between slashes and stars besides
 */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (const { 0: whole, groups = {} } of source.matchAll(pattern)) {
    const [kind, text] = kindOf(groups);
    if (kind !== undefined) tokens.push({ kind, text, line });
    for (const sign of whole) if (sign === '\n') line += 1;
  }
  return tokens;
}

function kindOf(
  groups: Readonly<Record<string, string | undefined>>,
): readonly [Token['kind'] | undefined, string] {
  for (const kind of ['word', 'sign', 'quoted', 'number', 'comment', 'text'] as const) {
    const text = groups[kind];
    if (text !== undefined) return [kind, text];
  }
  const { open } = groups;
  return open === undefined ? [undefined, ''] : ['sign', open];
}
