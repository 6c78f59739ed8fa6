import { readNode as readBehaviour } from '@millwright/plc/runtime';
import type { Message, NodeContext } from '@millwright/runtime';
import { createTags } from '../mw-opcua-tags/mw-opcua-tags.ts';
import { tagsNode } from '../mw-opcua-tags/schema.ts';
import { opcuaDiagnostics } from '../runtime/opcua-status.ts';
import type { ReadConfig } from './schema.ts';

/** On a message: reads tags of a server. */
export function createRead(context: NodeContext<ReadConfig>) {
  const { id, config, signal } = context;
  return readBehaviour(context, {
    table: context.refer(createTags, tagsNode.type, config.tags),
    optionsFor: (message) => ({ source: id, signal, maxAge: maxAgeOf(message, config) }),
    diagnosticsOf: opcuaDiagnostics,
  });
}

/** What a message says goes before what the node says; what is no age is refused by who reads. */
const maxAgeOf = ({ maxAge }: Message, config: ReadConfig): number =>
  maxAge === undefined ? config.maxAge : Number(maxAge);
