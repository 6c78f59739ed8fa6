import type { Message, NodeContext } from '@millwright/runtime';
import { readingMessages } from '@millwright/tags';
import { createTags } from '../mw-modbus-tags/mw-modbus-tags.ts';
import { tagsNode } from '../mw-modbus-tags/schema.ts';
import { TableUser } from '../runtime/table-user.ts';
import type { ReadConfig } from './schema.ts';

/** On a message: reads the table. One bad tag is a bad sample; nothing but bad ones is an error. */
export function createRead(context: NodeContext<ReadConfig>) {
  const user = new TableUser(context, context.refer(createTags, tagsNode.type, context.config.tags));
  return {
    async input(message: Message, send: (message: Message) => void): Promise<void> {
      user.need();
      const { samples, failed } = await user.read(context.signal);
      if (failed !== undefined) throw failed;
      const options = { each: samples.length === 1, hold: false };
      for (const reading of readingMessages(samples, options)) send(Object.assign(message, reading));
    },
    close: () => user.close(),
  };
}
