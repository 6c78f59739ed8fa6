import type { RowsOfTags } from '@millwright/plc/runtime';
import type { TableFormat } from '../common/table-format.ts';
import { tagColumns } from '../common/tag-columns.ts';
import { checkTag } from '../common/tag-rules.ts';
import { type TableTag, tagOf } from './tag-of.ts';

/** How rows become tags of a table of this format. */
export const tagRows = (format: TableFormat): RowsOfTags<typeof tagColumns, TableTag> => ({
  columns: tagColumns,
  check: checkTag,
  format: { ...format },
  tagOf: (row) => tagOf(row, format),
});
