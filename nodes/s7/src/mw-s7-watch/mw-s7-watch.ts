import { pollNode } from '@millwright/plc/runtime';
import type { NodeContext } from '@millwright/runtime';
import { createTags } from '../mw-s7-tags/mw-s7-tags.ts';
import { tagsNode } from '../mw-s7-tags/schema.ts';
import type { WatchConfig } from './schema.ts';

/** Reads tags at a fixed rate. */
export function createWatch(context: NodeContext<WatchConfig>) {
  const { id, config, signal } = context;
  const table = context.refer(createTags, tagsNode.type, config.tags);
  const { diagnostics } = table.connection.client;
  return pollNode(context, {
    table,
    options: { source: id, signal },
    onSlow: () => diagnostics.slow(),
  });
}
