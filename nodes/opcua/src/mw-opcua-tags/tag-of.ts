import type { OpcUaTag } from '@millwright/opcua';
import { deadbandOf, scalingOf, writeRulesOf } from '@millwright/plc';
import type { TableFormat } from '../common/table-format.ts';
import type { TagRow } from '../common/tag-rules.ts';

/** A tag with what the table says of how the server is to sample it. */
export interface TableTag extends OpcUaTag {
  readonly samplingInterval?: number;
  readonly queueSize?: number;
}

/** The tag that a checked row of the table stands for. */
export function tagOf(row: TagRow, { wide, dates, enumerations }: TableFormat): TableTag {
  const { name, address, attribute, indexRange, unit, group, sampling, queue } = row;
  const scaling = scalingOf(row);
  return {
    name,
    address,
    wide,
    dates,
    enumerations,
    rules: writeRulesOf(row),
    deadband: deadbandOf(row),
    ...(attribute !== 'Value' && { attribute }),
    ...(indexRange !== '' && { indexRange }),
    ...(scaling && { scaling }),
    ...(unit !== '' && { unit }),
    ...(group !== '' && { group }),
    ...(sampling !== undefined && { samplingInterval: sampling }),
    ...(queue !== undefined && { queueSize: queue }),
  };
}
