import { ConnectionUser, selectedNames, tallyOf } from '@millwright/plc/runtime';
import type { Message, NodeContext, Sent } from '@millwright/runtime';
import {
  askedTags,
  diagnosticsMessage,
  dropReading,
  readingMessages,
  takeDiagnostics,
} from '@millwright/tags';
import { createTags } from '../mw-opcua-tags/mw-opcua-tags.ts';
import { tagsNode } from '../mw-opcua-tags/schema.ts';
import { opcuaDiagnostics } from '../runtime/opcua-status.ts';
import type { ReadConfig } from './schema.ts';

/**
 * On a message: reads tags. One bad tag is a bad sample; nothing but bad ones is an error. A message that asks how the
 * connection fares learns that, and nothing goes to the server.
 */
export function createRead(context: NodeContext<ReadConfig>) {
  const { id, config, signal } = context;
  const table = context.refer(createTags, tagsNode.type, config.tags);
  const names = selectedNames(config, table);
  const user = new ConnectionUser(context, table.connection);
  return {
    async input(message: Message, send: (message: Sent) => void): Promise<void> {
      dropReading(message);
      if (takeDiagnostics(message))
        return send(Object.assign(message, diagnosticsMessage(opcuaDiagnostics(table.connection))));
      const asked = config.which === 'message' ? askedTags(message) : undefined;
      const options = { source: id, signal, maxAge: maxAgeOf(message, config) };
      user.need();
      const reading = await (asked ? table.readAsked(asked, options) : table.read(names, options));
      user.tell(tallyOf(reading));
      if (reading.failed !== undefined) throw reading.failed;
      const count = asked ? asked.names.length + asked.own.length : (names?.length ?? table.size);
      const each = config.each || count === 1;
      const [first, ...more] = readingMessages(reading.samples, { each, hold: config.hold });
      if (first === undefined) return;
      const others = more.map((reading) => ({ ...message, ...reading }));
      send([[Object.assign(message, first), ...others]]);
    },
    close: () => user.close(),
  };
}

/** What a message says goes before what the node says; what is no age is refused by who reads. */
const maxAgeOf = ({ maxAge }: Message, config: ReadConfig): number =>
  maxAge === undefined ? config.maxAge : Number(maxAge);
