import { systemClock, UnitTable } from '@millwright/modbus';
import { deadbandOf } from '@millwright/plc';
import type { NodeContext } from '@millwright/runtime';
import { ComputedTags } from '@millwright/tags';
import { createConnection } from '../mw-modbus-connection/mw-modbus-connection.ts';
import { connectionNode } from '../mw-modbus-connection/schema.ts';
import { ReservedUnits } from '../runtime/reserved-units.ts';
import type { TagsConfig } from './schema.ts';
import { Table } from './table.ts';
import { tagOf } from './tag-of.ts';

/** A table of tags, shared by all nodes that use it: so is what was last known of each tag. */
export function createTags({ id, config, log, refer }: NodeContext<TagsConfig>): Table {
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
  const computed = new ComputedTags({
    tags: config.computed.map(({ name, expression, unit: measure }) => ({
      name,
      expression,
      ...(measure !== '' && { unit: measure }),
    })),
    others: tags.map(({ name }) => name),
    clock: systemClock,
  });
  for (const { message } of computed.unusable)
    log.warn(`Table ${config.name || `of unit ${unit}`}: ${message}`);
  return new Table({
    id,
    connection,
    unit,
    units,
    computed,
    format: config,
    members: [
      ...tags.map(({ name, group, deadband }, index) => ({
        name,
        group,
        deadband,
        readable: config.tags[index]?.access !== 'write',
      })),
      ...config.computed.map((row) => ({
        name: row.name,
        group: row.group,
        deadband: deadbandOf(row),
        readable: true,
      })),
    ],
  });
}
