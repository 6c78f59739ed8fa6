import { canonicalText } from './canonical.ts';
import { type FlowDocument, type FlowPart, partItems } from './document.ts';

/** A hash of a text that comes in from outside, since this package also runs in the browser: SHA-256, in hex. */
export type Digest = (text: string) => string;

const known = new WeakMap<FlowPart, { readonly digest: Digest; readonly value: string }>();

/**
 * The digest of what a part means, whatever the order of its items' keys. It is worked out once per part: parts that
 * {@link divideFlows} takes over from a former document cost nothing.
 */
export function partDigest(part: FlowPart, digest: Digest): string {
  const before = known.get(part);
  if (before?.digest === digest) return before.value;
  const value = digest(canonicalText([part.key, ...partItems(part)]));
  known.set(part, { digest, value });
  return value;
}

/** The digest of a whole document: of its parts, and of the order of the items. */
export function documentDigest(document: FlowDocument, digest: Digest): string {
  return digest(JSON.stringify([document.parts.map((part) => partDigest(part, digest)), document.runs]));
}
