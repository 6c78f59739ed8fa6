import { UnitTable } from '@millwright/modbus';
import type { NodeContext } from '@millwright/runtime';
import { createConnection } from '../mw-modbus-connection/mw-modbus-connection.ts';
import { connectionNode } from '../mw-modbus-connection/schema.ts';
import type { TagsConfig } from './schema.ts';
import { tagOf } from './tag-of.ts';

/** A table of tags, shared by all nodes that read it: so is what was last known of each tag. */
export function createTags({ config, refer }: NodeContext<TagsConfig>) {
  const { client } = refer(createConnection, connectionNode.type, config.connection);
  const tags = config.tags.map((row) => tagOf(row, config));
  const table = new UnitTable({ client, unit: config.unit, tags });
  return { connection: client.connection, table };
}

export type Table = ReturnType<typeof createTags>;
