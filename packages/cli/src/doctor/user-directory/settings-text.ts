import { compileFunction } from 'node:vm';

/** What settings.js seems to say, read as text. Nothing of it is ever run. */
export interface SettingsText {
  /** Why what does not stand there may still be set: it takes settings from elsewhere, or is no JavaScript. */
  readonly open: 'elsewhere' | 'broken' | undefined;
  /** `adminAuth` is set, to something else than nothing. */
  readonly logIn: boolean;
  /** Only where it stands there as a plain text. */
  readonly uiHost: string | undefined;
  readonly httpAdminRoot: string | false | undefined;
}

interface Views {
  /** The text with its comments as spaces. */
  readonly code: string;
  /** The same, and what stands inside of texts hidden, so that a name in one is not taken for a setting; quoted keys stay. */
  readonly shape: string;
}

/** Where the text in quotation marks that begins at `from` ends, its closing mark included. */
function endOfQuoted(text: string, from: number): number {
  const quote = text[from];
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at + 1;
    else if (text[at] === '\n' && quote !== '`') return at;
  }
  return text.length;
}

function endOfComment(text: string, from: number): number {
  const isLine = text[from + 1] === '/';
  const end = text.indexOf(isLine ? '\n' : '*/', from + 2);
  if (end < 0) return text.length;
  return isLine ? end : end + 2;
}

/**
 * Tells comments and texts from code, in one pass. A regular expression with a quotation mark in it can mislead this;
 * that is why what comes of it is said to be read as text. Places in both views are those of the text.
 */
export function viewsOf(text: string): Views {
  const code: string[] = [];
  const shape: string[] = [];
  const put = (part: string, hidden: string): void => {
    code.push(part);
    shape.push(hidden);
  };
  let done = 0;
  for (let at = 0; at < text.length; ) {
    const isComment = text[at] === '/' && (text[at + 1] === '/' || text[at + 1] === '*');
    const isQuote = text[at] === '"' || text[at] === "'" || text[at] === '`';
    if (!isComment && !isQuote) {
      at += 1;
      continue;
    }
    const before = text.slice(done, at);
    put(before, before);
    done = isComment ? endOfComment(text, at) : endOfQuoted(text, at);
    const part = text.slice(at, done);
    const isKey = /^["'][\w$]+["']$/.test(part) && /^\s*:/.test(text.slice(done, done + 20));
    const blank = ' '.repeat(part.length);
    put(isComment ? blank : part, isComment ? blank : isKey ? part : '_'.repeat(part.length));
    at = done;
  }
  const rest = text.slice(done);
  put(rest, rest);
  return { code: code.join(''), shape: shape.join('') };
}

/** Only what can be a host or a path: whatever else stands there is not repeated. */
const printable = /^[\w.:/[\]-]{0,100}$/;

function plainValue({ code, shape }: Views, name: string): string | false | undefined {
  const at = new RegExp(`(?<![\\w.$])["']?${name}["']?\\s*[:=]\\s*`).exec(shape);
  if (!at) return undefined;
  const rest = code.slice(at.index + at[0].length);
  if (/^false\b/.test(rest)) return false;
  const value = /^(["'])([^"'\n]*)\1/.exec(rest)?.[2];
  return value !== undefined && printable.test(value) ? value : undefined;
}

/** Another file or object that is spread or copied into the settings, or is all of them; an address that is computed. */
const elsewhere =
  /[{,]\s*\.\.\.|\bObject\.assign\b|\bmodule\.exports\s*=\s*(?:await\s+)?[\w$.]+\s*\(|(?<![\w.$])["']?(?:uiHost|httpAdminRoot)["']?\s*[:=]\s*(?!=|_|\s|false\b|null\b|undefined\b)/;

/** Whether Node.js could compile it as a module of its own kind. Compiled is not run. */
function compiles(text: string): boolean {
  try {
    compileFunction(text, ['exports', 'require', 'module', '__filename', '__dirname']);
    return true;
  } catch {
    return false;
  }
}

/** Reads settings.js as text. */
export function readSettingsText(text: string): SettingsText {
  const views = viewsOf(text);
  const host = plainValue(views, 'uiHost');
  return {
    open: !compiles(text) ? 'broken' : elsewhere.test(views.shape) ? 'elsewhere' : undefined,
    logIn: /(?<![\w$])adminAuth["']?\s*(?:[:=](?!=)(?!\s*(?:null|undefined|false)\b)|,|\})/.test(views.shape),
    uiHost: host === false ? undefined : host,
    httpAdminRoot: plainValue(views, 'httpAdminRoot'),
  };
}
