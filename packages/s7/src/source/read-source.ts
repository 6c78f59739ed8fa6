import { Layout, type SourceTag } from './layout.ts';
import { parseSource } from './parse.ts';
import type { SourceProblem } from './source.ts';

/** What a source of data blocks brings. */
export interface ReadSource {
  readonly tags: readonly SourceTag[];
  /** In the order of their lines. */
  readonly problems: readonly SourceProblem[];
}

/**
 * The variables of the data blocks that a source declares, with their addresses. Undefined for any other text.
 * @param text of a file `.db`, `.awl`, `.scl` or `.udt`, or several of them one behind the other
 */
export function readSource(text: string): ReadSource | undefined {
  if (!/^\s*DATA_BLOCK\b/im.test(text)) return undefined;
  const source = parseSource(text);
  const layout = new Layout(source);
  for (const block of source.blocks) layout.add(block);
  const all = [...source.problems, ...layout.problems].toSorted((one, other) => one.line - other.line);
  return { tags: layout.tags, problems: all };
}
