import { tagErrors } from '@millwright/tags';

/** What a node says of the tags that it is about. */
export interface Selection {
  readonly which: 'all' | 'group' | 'names' | 'message';
  readonly group: string;
  readonly names: readonly { readonly tag: string }[];
}

/** A table as one chooses among its tags. */
interface SelectedTable {
  /** How many tags can be read. */
  readonly size: number;
  /** The names of what can be read of a group. @throws `tags.bad-selection` where there is nothing */
  group(group: string): readonly string[];
}

/**
 * The tags that a node is about; undefined for all of the table that can be read.
 * @throws `tags.bad-selection`
 */
export function selectedNames(
  { which, group, names }: Selection,
  table: SelectedTable,
): readonly string[] | undefined {
  if (which === 'all' && table.size === 0)
    throw tagErrors.badSelection({ reason: 'the table has no tag that can be read' });
  if (which === 'group') return table.group(group);
  return which === 'names' ? names.map(({ tag }) => tag) : undefined;
}
