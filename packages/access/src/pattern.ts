/** Names and patterns are compared in this form: `é` may be written with one character or two. */
export const normal = (text: string): string => text.normalize('NFC');

/** Whether a name, in normal form, fits. */
export type Fits = (name: string) => boolean;

/** Any characters, also none. */
const any = -1;
/** One character. */
const one = -2;

/**
 * Whether a text can be read as a pattern: `\` stands before `*`, `?` or `\`, and there are no halves of characters,
 * which could fit the half of another one.
 */
export const isPattern = (text: string): boolean =>
  text.isWellFormed() && /^(?:[^\\]|\\[*?\\])*$/su.test(text);

/** What a pattern fits. See `pattern` in `policy.ts` for what it may say. */
export function compilePattern(text: string): Fits {
  const tokens = tokensOf(normal(text));
  if (tokens.every((token) => token >= 0)) {
    const literal = String.fromCodePoint(...tokens);
    return (name) => name === literal;
  }
  if (tokens.every((token) => token === any)) return () => true;
  const first = tokens.findIndex((token) => token < 0);
  const start = String.fromCodePoint(...tokens.slice(0, first));
  if (tokens.length === first + 1 && tokens[first] === any) return (name) => name.startsWith(start);
  return (name) => name.startsWith(start) && fitsTokens(tokens, name);
}

function tokensOf(text: string): readonly number[] {
  const tokens: number[] = [];
  let literally = false;
  for (const character of text) {
    if (!literally && character === '\\') {
      literally = true;
      continue;
    }
    if (!literally && character === '*') tokens.push(any);
    else if (!literally && character === '?') tokens.push(one);
    else tokens.push(character.codePointAt(0) as number);
    literally = false;
  }
  return tokens;
}

/** By characters, not by UTF-16 units. It only ever goes back to the last `*`: no more than name times pattern steps. */
function fitsTokens(tokens: readonly number[], name: string): boolean {
  const characters = Array.from(name, (character) => character.codePointAt(0));
  let token = 0;
  let at = 0;
  let star = -1;
  let resumeAt = 0;
  while (at < characters.length) {
    if (tokens[token] === any) {
      star = token++;
      resumeAt = at;
    } else if (token < tokens.length && (tokens[token] === one || tokens[token] === characters[at])) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++resumeAt;
    } else return false;
  }
  return tokens.slice(token).every((rest) => rest === any);
}
