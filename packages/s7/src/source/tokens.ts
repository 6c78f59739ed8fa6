/** A piece of a source, and on which line it stands (from 1 on). */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'number' | 'text' | 'sign' | 'comment';
  /** Without quotes. */
  readonly text: string;
  readonly line: number;
}

/** What separates nothing: spaces, comments over several lines, and attributes of TIA Portal, which are looked at elsewhere. */
const pattern =
  /(?<space>\s+|\(\*[\s\S]*?\*\))|(?<comment>\/\/[^\r\n]*)|"(?<quoted>[^"\r\n]*)"|(?<text>'(?:\$.|[^'\r\n])*')|(?<number>\d[\w#.]*?(?=\.\.|[^\w#.]|$))|(?<word>[\p{L}_#][\p{L}\p{N}_#]*)|(?<sign>:=|\.\.|[\s\S])/gu;

/**
 * The tokens of a source. Comments to the end of a line stay, since the number of a block may stand there; what stands between `(*` and `*)` does not.
 * @see Siemens, Programming with STEP 7 (A5E02789666), chapter 12
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
  return [undefined, ''];
}
