import { canonicalText, isDeeperThan } from '@millwright/schema';

/** Deeper than any document of a fleet, and far from what a stack holds. */
const maxDepth = 64;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The JSON value in a text or in UTF-8 bytes, and whether it stands there in the canonical way: then no other text says
 * the same, and none of its members stands there twice.
 *
 * @returns undefined if it is no JSON, not UTF-8, or nested more than 64 levels deep
 */
export function readJson(
  source: string | Uint8Array,
): { readonly value: unknown; readonly isCanonical: boolean } | undefined {
  try {
    const text = typeof source === 'string' ? source : utf8.decode(source);
    const value: unknown = JSON.parse(text);
    if (isDeeperThan(value, maxDepth)) return undefined;
    return { value, isCanonical: canonicalText(value) === text };
  } catch {
    return undefined;
  }
}
