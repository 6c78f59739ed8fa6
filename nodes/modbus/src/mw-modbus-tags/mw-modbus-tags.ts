import { UnitTable } from '@millwright/modbus';
import { tableParts } from '@millwright/plc/runtime';
import type { NodeContext } from '@millwright/runtime';
import { createConnection } from '../mw-modbus-connection/mw-modbus-connection.ts';
import { connectionNode } from '../mw-modbus-connection/schema.ts';
import { ReservedUnits } from '../runtime/reserved-units.ts';
import type { TagsConfig } from './schema.ts';
import { Table } from './table.ts';
import { tagOf } from './tag-of.ts';

/** A table of tags, shared by all nodes that use it: so is what was last known of each tag. */
export function createTags(context: NodeContext<TagsConfig>): Table {
  const { id, config, log, refer } = context;
  const connection = refer(createConnection, connectionNode.type, config.connection);
  const { unit, maxRegisters, maxBits, gap, bitWrites } = config;
  new ReservedUnits(connection.config.road, log).note(unit);
  const tags = config.tags.map((row) => tagOf(row, config));
  const units = new UnitTable({
    client: connection.client,
    unit,
    tags,
    limits: { registers: maxRegisters, bits: maxBits, gap },
    readModifyWrite: bitWrites === 'read-modify-write',
  });
  return new Table({
    id,
    connection,
    unit,
    units,
    format: config,
    ...tableParts(context, tags, config.name || `of unit ${unit}`),
  });
}
