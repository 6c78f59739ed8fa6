import { viewsOf } from '../doctor/user-directory/settings-text.ts';

/** The last line of a `settings.js` that is secured. */
export const secureLine = "module.exports = require('./millwright/secure.cjs')(module.exports);";

const comment =
  '// Keep this the last line: it keeps everybody out while access does not work (millwright init).';

const pattern =
  /^[ \t]*module\.exports\s*=\s*require\(\s*(["'])\.\/millwright\/secure\.cjs\1\s*\)\(\s*module\.exports\s*\)[ \t]*;?[ \t]*(?:\r?\n|$)/m;

/** Where the line stands; one inside of a comment counts as none. */
const find = (text: string): RegExpExecArray | null => pattern.exec(viewsOf(text).code);

export const isSecured = (text: string): boolean => find(text) !== null;

/** The text with the line at its end, in the kind of line ends that it has. */
export function withSecureLine(text: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const before = text === '' || text.endsWith('\n') ? text : text + end;
  return `${before}${end}${comment}${end}${secureLine}${end}`;
}

/** The text as it was before {@link withSecureLine}, whatever was written behind it since. */
export function withoutSecureLine(text: string): string {
  const found = find(text);
  if (!found) return text;
  const before = text.slice(0, found.index);
  const own = before.replace(/\r?\n$/, '').endsWith(comment);
  const start = own ? before.slice(0, before.lastIndexOf(comment)).replace(/\r?\n$/, '') : before;
  return start + text.slice(found.index + found[0].length);
}
