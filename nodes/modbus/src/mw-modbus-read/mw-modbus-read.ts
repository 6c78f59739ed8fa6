import { readNode as readBehaviour } from '@millwright/plc/runtime';
import type { NodeContext } from '@millwright/runtime';
import { createTags } from '../mw-modbus-tags/mw-modbus-tags.ts';
import { tagsNode } from '../mw-modbus-tags/schema.ts';
import { modbusStatus } from '../runtime/modbus-status.ts';
import type { ReadConfig } from './schema.ts';

/** On a message: reads tags of one unit. */
export function createRead(context: NodeContext<ReadConfig>) {
  const { id, config, signal } = context;
  const options = { source: id, signal };
  return readBehaviour(context, {
    table: context.refer(createTags, tagsNode.type, config.tags),
    optionsFor: () => options,
    diagnosticsOf: modbusStatus,
  });
}
