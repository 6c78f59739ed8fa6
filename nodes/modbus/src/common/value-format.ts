import { scalingOf } from '@millwright/plc';
import type { ValueFormat } from '@millwright/tags';
import type { TagsConfig } from '../mw-modbus-tags/schema.ts';
import type { TagRow } from './tag-rules.ts';

/** What a table says for all its tags. */
export type TableFormat = Pick<
  TagsConfig,
  'notation' | 'byteOrder' | 'wide' | 'encoding' | 'sentinel' | 'sentinelQuality'
>;

/** What the registers of a row are and how they become a value. */
export function formatOf(row: TagRow, table: TableFormat): ValueFormat {
  const { type, length, bit } = row;
  const scaling = scalingOf(row);
  return {
    type,
    byteOrder: row.byteOrder === 'table' ? table.byteOrder : row.byteOrder,
    wide: table.wide,
    encoding: table.encoding,
    sentinel: table.sentinel,
    sentinelQuality: table.sentinelQuality,
    ...(type === 'string' && length !== undefined && { length }),
    ...(type === 'bool' && bit !== undefined && { bit }),
    ...(scaling && { scaling }),
  };
}
