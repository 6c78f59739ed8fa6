import type { ModbusTag } from '@millwright/modbus';
import type { Scaling, ValueFormat } from '@millwright/tags';
import { notationOf, parseAddress } from '../common/address.ts';
import type { TagRow } from '../common/tag-rules.ts';
import type { TagsConfig } from './schema.ts';

/** What a table says for all its tags. */
export type TableFormat = Pick<
  TagsConfig,
  'notation' | 'byteOrder' | 'wide' | 'encoding' | 'sentinel' | 'sentinelQuality'
>;

/** The cells that are about the value; a message may name tags of its own by these alone. */
type FormatCells = Omit<TagRow, 'name' | 'area' | 'address' | 'access' | 'group' | 'unit' | 'deadband'>;

/** The point of a unit that a checked row of the table stands for. */
export function tagOf(row: TagRow, table: TableFormat): ModbusTag {
  const place = parseAddress(row.address, notationOf(table.notation), row.area);
  const { area, address } = place ?? { area: row.area, address: 0 };
  return { name: row.name, area, address, ...formatOf(row, table) };
}

function formatOf(row: FormatCells, table: TableFormat): ValueFormat {
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

function scalingOf(row: FormatCells): Scaling | undefined {
  const { factor, offset, rawLow, rawHigh, scaledLow, scaledHigh, clamp } = row;
  if (factor !== undefined || offset !== undefined)
    return { kind: 'factor', factor: factor ?? 1, offset: offset ?? 0 };
  if (rawLow === undefined || rawHigh === undefined || scaledLow === undefined || scaledHigh === undefined)
    return undefined;
  return { kind: 'range', raw: [rawLow, rawHigh], scaled: [scaledLow, scaledHigh], clamp };
}
