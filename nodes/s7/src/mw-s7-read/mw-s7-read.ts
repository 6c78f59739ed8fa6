import { readNode as readBehaviour } from '@millwright/plc/runtime';
import type { NodeContext } from '@millwright/runtime';
import { createTags } from '../mw-s7-tags/mw-s7-tags.ts';
import { tagsNode } from '../mw-s7-tags/schema.ts';
import { s7Status } from '../runtime/s7-status.ts';
import type { ReadConfig } from './schema.ts';

/** On a message: reads tags of one PLC. */
export function createRead(context: NodeContext<ReadConfig>) {
  const { id, config, signal } = context;
  const options = { source: id, signal };
  return readBehaviour(context, {
    table: context.refer(createTags, tagsNode.type, config.tags),
    optionsFor: () => options,
    diagnosticsOf: s7Status,
  });
}
