import { deadbandOf, scalingOf, writeRulesOf } from '@millwright/plc';
import { formatAddress, type S7Tag, type UnusableTag } from '@millwright/s7';
import type { TableFormat } from './table-format.ts';
import { addressIn } from './tag-address.ts';
import type { TagRow } from './tag-rules.ts';

/** The tag that a checked row of the table stands for. */
export function tagOf(row: TagRow, { wide, dates, zone }: TableFormat): S7Tag {
  const { name, unit, group } = row;
  const { place, shape, zone: ownZone } = addressIn(row);
  const scaling = scalingOf(row);
  return {
    name,
    // One form for all that reads it, whichever notation the table has.
    address: formatAddress(place, shape, ownZone),
    place,
    ...shape,
    wide,
    dates,
    zone: ownZone ?? zone,
    rules: writeRulesOf(row),
    deadband: deadbandOf(row),
    ...(scaling && { scaling }),
    ...(unit !== '' && { unit }),
    ...(group !== '' && { group }),
  };
}

/** The same of a row that may be wrong: it is a tag all the same, and says why it has no value. */
export function memberOf(row: TagRow, format: TableFormat): S7Tag | UnusableTag {
  try {
    return tagOf(row, format);
  } catch (error) {
    const { name, address, unit, group } = row;
    return { name, address, error, ...(unit !== '' && { unit }), ...(group !== '' && { group }) };
  }
}
