import type { RowsOfTags } from '@millwright/plc/runtime';
import type { S7Tag } from '@millwright/s7';
import type { TableFormat } from '../common/table-format.ts';
import { tagColumns } from '../common/tag-columns.ts';
import { checkTag } from '../common/tag-rules.ts';
import { tagOf } from './tag-of.ts';

/** How rows become tags of a table of this format. */
export const tagRows = (format: TableFormat): RowsOfTags<typeof tagColumns, S7Tag> => ({
  columns: tagColumns,
  check: checkTag,
  format: { ...format },
  tagOf: (row) => tagOf(row, format),
});
