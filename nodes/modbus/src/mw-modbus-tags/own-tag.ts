import type { ModbusTag } from '@millwright/modbus';
import type { RowsOfTags } from '@millwright/plc/runtime';
import { tagColumns } from '../common/tag-columns.ts';
import { checkTag } from '../common/tag-rules.ts';
import type { TableFormat } from '../common/value-format.ts';
import { tagOf } from './tag-of.ts';

/** How rows become tags of a table of this format. */
export const tagRows = (format: TableFormat): RowsOfTags<typeof tagColumns, ModbusTag> => ({
  columns: tagColumns,
  check: checkTag,
  format: { ...format },
  tagOf: (row) => tagOf(row, format),
});
