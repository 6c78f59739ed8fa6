import type { ModbusTag } from '@millwright/modbus';
import { deadbandOf, scalingOf, writeRulesOf } from '@millwright/plc';
import type { ValueFormat } from '@millwright/tags';
import { notationOf, parseAddress } from '../common/address.ts';
import type { TagRow } from '../common/tag-rules.ts';
import type { TagsConfig } from './schema.ts';

/** What a table says for all its tags. */
export type TableFormat = Pick<
  TagsConfig,
  'notation' | 'byteOrder' | 'wide' | 'encoding' | 'sentinel' | 'sentinelQuality'
>;

/** The point of a unit that a checked row of the table stands for. */
export function tagOf(row: TagRow, table: TableFormat): ModbusTag {
  const place = parseAddress(row.address, notationOf(table.notation), row.area);
  const { area, address } = place ?? { area: row.area, address: 0 };
  const { name, unit, group } = row;
  return {
    name,
    area,
    address,
    // In the notation of the table, since that is what people know; the area is beside it where that does not say it.
    ...(table.notation !== 'zero' && { shown: shownAddress(row, table) }),
    ...formatOf(row, table),
    rules: writeRulesOf(row),
    deadband: deadbandOf(row),
    ...(unit !== '' && { unit }),
    ...(group !== '' && { group }),
  };
}

const shownAddress = ({ area, address }: TagRow, { notation }: TableFormat): string =>
  notation === 'one' ? `${area}:${address}` : address;

function formatOf(row: TagRow, table: TableFormat): ValueFormat {
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
