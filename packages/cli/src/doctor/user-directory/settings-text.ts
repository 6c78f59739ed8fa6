/** What settings.js seems to say, read as text. Nothing of it is ever run. */
export interface SettingsText {
  /** `adminAuth` is set, to something else than nothing. */
  readonly logIn: boolean;
  /** Only where it stands there as a plain text. */
  readonly uiHost: string | undefined;
  readonly httpAdminRoot: string | false | undefined;
}

/**
 * Replaces comments by spaces and leaves texts as they are. A regular expression with a quotation mark in it can
 * mislead this; that is why what comes of it is said to be read as text.
 */
export function withoutComments(text: string): string {
  const token =
    /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;
  return text.replace(token, (found) => (/^\/[/*]/.test(found) ? ' ' : found));
}

/** Hides what stands inside of texts, so that a name in one is not taken for a setting. */
function withoutTexts(text: string): string {
  return text.replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`/g, (found) =>
    found.length > 2 ? `${found[0]}${'_'.repeat(found.length - 2)}${found[0]}` : found,
  );
}

/** Only what can be a host or a path: whatever else stands there is not repeated. */
const printable = /^[\w.:/[\]-]{0,100}$/;

function plainValue(code: string, shape: string, name: string): string | false | undefined {
  const at = new RegExp(`(?<![\\w.$])["']?${name}["']?\\s*[:=]\\s*`).exec(shape);
  if (!at) return undefined;
  const rest = code.slice(at.index + at[0].length);
  if (/^false\b/.test(rest)) return false;
  const value = /^(["'])([^"'\n]*)\1/.exec(rest)?.[2];
  return value !== undefined && printable.test(value) ? value : undefined;
}

/** Reads settings.js as text. */
export function readSettingsText(text: string): SettingsText {
  const code = withoutComments(text);
  const shape = withoutTexts(code);
  const host = plainValue(code, shape, 'uiHost');
  return {
    logIn: /(?<![\w$])adminAuth\s*(?:[:=](?!=)(?!\s*(?:null|undefined|false)\b)|,|\})/.test(shape),
    uiHost: host === false ? undefined : host,
    httpAdminRoot: plainValue(code, shape, 'httpAdminRoot'),
  };
}
