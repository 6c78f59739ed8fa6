import { tagErrors } from '@millwright/tags';
import type { Table } from '../mw-modbus-tags/table.ts';

/** What a node says of the tags that it is about. */
export interface Selection {
  readonly which: 'all' | 'group' | 'names' | 'message';
  readonly group: string;
  readonly names: readonly { readonly tag: string }[];
}

/**
 * The tags that a node is about; undefined for all of the table that can be read.
 * @throws `tags.bad-selection`
 */
export function selectedNames(
  { which, group, names }: Selection,
  table: Table,
): readonly string[] | undefined {
  if (which === 'all' && table.size === 0)
    throw tagErrors.badSelection({ reason: 'the table has no tag that can be read' });
  if (which === 'group') return table.group(group);
  return which === 'names' ? names.map(({ tag }) => tag) : undefined;
}
