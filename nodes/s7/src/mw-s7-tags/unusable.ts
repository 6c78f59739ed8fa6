import type { S7Tag, UnusableTag } from '@millwright/s7';

/** So many are told one by one. */
const mostTold = 5;

/** What the log says of tags that cannot be used; undefined where all can be. */
export function unusableWords(tags: readonly (S7Tag | UnusableTag)[]): string | undefined {
  const unusable = tags.filter((tag) => 'error' in tag);
  if (unusable.length === 0) return undefined;
  const told = unusable
    .slice(0, mostTold)
    .map(({ name, error }) => `${name}: ${error instanceof Error ? error.message : String(error)}`);
  const more = unusable.length - told.length;
  if (more > 0) told.push(`and ${more} more`);
  return `${unusable.length} of ${tags.length} tags cannot be used. ${told.join('; ')}`;
}
