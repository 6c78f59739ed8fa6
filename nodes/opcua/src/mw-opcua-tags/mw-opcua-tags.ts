import { deadbandOf } from '@millwright/plc';
import { systemClock } from '@millwright/plc/runtime';
import type { NodeContext } from '@millwright/runtime';
import { ComputedTags } from '@millwright/tags';
import { createConnection } from '../mw-opcua-connection/mw-opcua-connection.ts';
import { connectionNode } from '../mw-opcua-connection/schema.ts';
import type { TagsConfig } from './schema.ts';
import { ServerPoints } from './server-points.ts';
import { ServerTable } from './table.ts';
import { tagOf } from './tag-of.ts';

/** A table of tags, shared by all nodes that use it: so is what was last known of each tag. */
export function createTags({ id, config, log, refer }: NodeContext<TagsConfig>): ServerTable {
  const connection = refer(createConnection, connectionNode.type, config.connection);
  const tags = config.tags.map((row) => tagOf(row, config));
  const computed = new ComputedTags({
    tags: config.computed.map(({ name, expression, unit: measure }) => ({
      name,
      expression,
      ...(measure !== '' && { unit: measure }),
    })),
    others: tags.map(({ name }) => name),
    clock: systemClock,
  });
  for (const { message } of computed.unusable) log.warn(`Table ${config.name || id}: ${message}`);
  return new ServerTable({
    id,
    connection,
    points: new ServerPoints(connection, tags, systemClock),
    computed,
    format: config,
    clock: systemClock,
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
