/**
 * Whether a tag is chosen by patterns, in which `*` stands for anything; all are where there is no pattern. Upper and
 * lower case differ, as in names of tags.
 */
export function chooserOf(patterns: readonly string[]): (tag: string) => boolean {
  if (patterns.length === 0) return () => true;
  const parts = patterns.map((pattern) => pattern.split('*'));
  return (tag) => parts.some((each) => matches(tag, each));
}

/** By the parts between the stars, from left to right: no pattern makes it slow. */
function matches(tag: string, parts: readonly string[]): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) return tag === first;
  if (!tag.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = tag.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return tag.length - last.length >= at && tag.endsWith(last);
}
