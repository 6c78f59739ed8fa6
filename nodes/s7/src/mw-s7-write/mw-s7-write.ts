import { writeNode as writeBehaviour } from '@millwright/plc/runtime';
import type { NodeContext } from '@millwright/runtime';
import { createTags } from '../mw-s7-tags/mw-s7-tags.ts';
import { tagsNode } from '../mw-s7-tags/schema.ts';
import type { S7Record } from '../runtime/s7-record.ts';
import type { WriteConfig } from './schema.ts';

/** On a message: writes tags of one PLC. */
export const createWrite = (record: S7Record) => (context: NodeContext<WriteConfig>) => {
  const { id, config, signal } = context;
  const { verify, deadline } = config;
  return writeBehaviour(context, {
    table: context.refer(createTags, tagsNode.type, config.tags),
    record,
    options: { source: id, signal, verify: verify === 'read-back', deadline },
  });
};
