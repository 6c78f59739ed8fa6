import { tableParts } from '@millwright/plc/runtime';
import type { NodeContext } from '@millwright/runtime';
import { S7Table } from '@millwright/s7/client';
import { systemClock } from '@millwright/tags';
import { memberOf } from '../common/tag-of.ts';
import { createConnection } from '../mw-s7-connection/mw-s7-connection.ts';
import { connectionNode } from '../mw-s7-connection/schema.ts';
import type { TagsConfig } from './schema.ts';
import { PlcTable } from './table.ts';
import { unusableWords } from './unusable.ts';

/** A table of tags, shared by all nodes that use it: so is what was last known of each tag. */
export function createTags(context: NodeContext<TagsConfig>): PlcTable {
  const { id, config, refer, log } = context;
  const { gap, maxItems, optimize } = config;
  const connection = refer(createConnection, connectionNode.type, config.connection);
  const tags = config.tags.map((row) => memberOf(row, config));
  const unusable = unusableWords(tags);
  if (unusable !== undefined) log.warn(`Table ${config.name || id}: ${unusable}`);
  return new PlcTable({
    id,
    connection,
    points: new S7Table({
      client: connection.client,
      tags,
      plan: { gap, maxItems, optimize },
      clock: systemClock,
    }),
    format: config,
    ...tableParts(context, tags, config.name || id),
  });
}
