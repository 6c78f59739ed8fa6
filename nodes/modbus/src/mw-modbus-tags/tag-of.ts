import type { ModbusTag } from '@millwright/modbus';
import type { Deadband, Scaling, ValueFormat, WriteRules } from '@millwright/tags';
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
    rules: rulesOf(row),
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

function scalingOf(row: TagRow): Scaling | undefined {
  const { factor, offset, rawLow, rawHigh, scaledLow, scaledHigh, clamp } = row;
  if (factor !== undefined || offset !== undefined)
    return { kind: 'factor', factor: factor ?? 1, offset: offset ?? 0 };
  if (rawLow === undefined || rawHigh === undefined || scaledLow === undefined || scaledHigh === undefined)
    return undefined;
  return { kind: 'range', raw: [rawLow, rawHigh], scaled: [scaledLow, scaledHigh], clamp };
}

function rulesOf({ access, min, max, maxStep }: TagRow): WriteRules {
  return {
    readOnly: access === 'read',
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(maxStep !== undefined && { maxStep }),
  };
}

/** `0.5` is absolute, `2 %` a share: of the range that the tag is scaled to, else of the value before. */
export function deadbandOf({ deadband, scaledLow, scaledHigh }: Partial<TagRow>): Deadband {
  const value = Number.parseFloat(deadband ?? '');
  if (!(value > 0)) return { kind: 'none' };
  if (deadband?.endsWith('%') !== true) return { kind: 'absolute', value };
  return scaledLow === undefined || scaledHigh === undefined
    ? { kind: 'percent', value }
    : { kind: 'percent', value, of: [scaledLow, scaledHigh] };
}
