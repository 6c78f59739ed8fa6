import { tableParts } from '@millwright/plc/runtime';
import type { NodeContext } from '@millwright/runtime';
import { systemClock } from '@millwright/tags';
import { createConnection } from '../mw-opcua-connection/mw-opcua-connection.ts';
import { connectionNode } from '../mw-opcua-connection/schema.ts';
import type { TagsConfig } from './schema.ts';
import { ServerPoints } from './server-points.ts';
import { ServerTable } from './table.ts';
import { tagOf } from './tag-of.ts';

/** A table of tags, shared by all nodes that use it: so is what was last known of each tag. */
export function createTags(context: NodeContext<TagsConfig>): ServerTable {
  const { id, config, refer } = context;
  const connection = refer(createConnection, connectionNode.type, config.connection);
  const tags = config.tags.map((row) => tagOf(row, config));
  return new ServerTable({
    id,
    connection,
    points: new ServerPoints(connection, tags, systemClock),
    format: config,
    clock: systemClock,
    ...tableParts(context, tags, config.name || id),
  });
}
