import { writeNode as writeBehaviour } from '@millwright/plc/runtime';
import type { NodeContext } from '@millwright/runtime';
import { createTags } from '../mw-opcua-tags/mw-opcua-tags.ts';
import { tagsNode } from '../mw-opcua-tags/schema.ts';
import type { OpcUaRecord } from '../runtime/opcua-record.ts';
import type { WriteConfig } from './schema.ts';

/** On a message: writes tags of a server. */
export const createWrite = (record: OpcUaRecord) => (context: NodeContext<WriteConfig>) => {
  const { id, config, signal } = context;
  const { round, deadline } = config;
  return writeBehaviour(context, {
    table: context.refer(createTags, tagsNode.type, config.tags),
    record,
    options: { source: id, signal, verify: config.verify === 'read-back', round, deadline },
  });
};
