import type { RowsOfTags } from '@millwright/plc/runtime';
import type { S7Tag } from '@millwright/s7';
import type { TableFormat } from '../common/table-format.ts';
import { problemIn } from '../common/tag-address.ts';
import { tagColumns } from '../common/tag-columns.ts';
import { tagOf } from '../common/tag-of.ts';
import { checkTag } from '../common/tag-rules.ts';

/** How rows become tags of a table of this format. */
export const tagRows = (format: TableFormat): RowsOfTags<typeof tagColumns, S7Tag> => ({
  columns: tagColumns,
  // What is wrong with an address `tagOf` says, in words.
  check: (row) => (problemIn(row) === undefined ? checkTag(row) : {}),
  format: { ...format },
  tagOf: (row) => tagOf(row, format),
});
