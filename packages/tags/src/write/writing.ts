import type { WriteResult } from './result.ts';

/** What came of a write of several tags. */
export interface Writing {
  /** One for each value, in the order in which they were given. */
  readonly results: readonly WriteResult[];
  /** The first failure, where nothing at all was done. */
  readonly failed?: unknown;
}

/**
 * @param names what was to be written, in the order in which it was given
 * @param results by these names
 * @param failed the first failure, where there was one
 */
export function writingOf(
  names: readonly string[],
  results: ReadonlyMap<string, WriteResult>,
  failed: unknown,
): Writing {
  const ordered = names.flatMap((name) => results.get(name) ?? []);
  const isNothing =
    failed !== undefined && ordered.every(({ outcome }) => outcome === 'refused' || outcome === 'failed');
  return isNothing ? { results: ordered, failed } : { results: ordered };
}
