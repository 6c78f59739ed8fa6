import type { ModbusTag } from '@millwright/modbus';
import { deadbandOf, writeRulesOf } from '@millwright/plc';
import { notationOf, parseAddress } from '../common/address.ts';
import type { TagRow } from '../common/tag-rules.ts';
import { formatOf, type TableFormat } from '../common/value-format.ts';

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
