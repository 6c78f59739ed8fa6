import canonicalize from 'canonicalize';

/**
 * The one text of a JSON value.
 *
 * @see RFC 8785
 * @returns undefined where there is none: half a surrogate pair, NaN, no JSON value at all
 */
export function canonicalText(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch {
    return undefined;
  }
}
