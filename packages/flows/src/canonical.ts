/**
 * The canonical text of a JSON value: no white space, object keys sorted by UTF-16 code units, numbers and strings as
 * ECMAScript writes them. Two values have the same canonical text when they mean the same.
 *
 * It differs from RFC 8785 in one point: lone surrogates, which RFC 8785 refuses and flow files may contain, are
 * written as escapes.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8785#section-3.2
 */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = value as Readonly<Record<string, unknown>>;
  const members: string[] = [];
  for (const key of Object.keys(fields).sort()) {
    const member = fields[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalText(member)}`);
  }
  return `{${members.join(',')}}`;
}
