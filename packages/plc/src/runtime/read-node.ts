import type { Behaviour, Message, NodeContext } from '@millwright/runtime';
import {
  askedTags,
  diagnosticsMessage,
  dropReading,
  readingMessages,
  takeDiagnostics,
} from '@millwright/tags';
import { ConnectionUser, tallyOf } from './connection-user.ts';
import type { PlcConnection } from './plc-connection.ts';
import { type Selection, selectedNames } from './selection.ts';
import type { Table } from './table.ts';

/** What a node says that reads on a message, whatever the protocol. */
interface ReadNodeConfig extends Selection {
  /** One message for each tag. */
  readonly each: boolean;
  /** The last good value in the place of one that is bad. */
  readonly hold: boolean;
}

export interface ReadNodeOptions<Read, Used extends PlcConnection> {
  readonly table: Table<unknown, Read, never, Used>;
  /** How this message is to be read. */
  optionsFor(message: Message): Read;
  /** How the connection fares, for a message that asks. */
  diagnosticsOf(used: Used): { readonly counters: object };
}

/**
 * On a message: reads tags. One bad tag is a bad sample; nothing but bad ones is an error. A message that asks how the
 * connection fares learns that, and nothing goes to the PLC.
 * @throws `tags.bad-selection`
 */
export function readNode<Read, Used extends PlcConnection>(
  context: NodeContext<ReadNodeConfig>,
  { table, optionsFor, diagnosticsOf }: ReadNodeOptions<Read, Used>,
): Behaviour {
  const { config } = context;
  const names = selectedNames(config, table);
  const user = new ConnectionUser(context, table.connection);
  return {
    async input(message, send): Promise<void> {
      dropReading(message);
      if (takeDiagnostics(message))
        return send(Object.assign(message, diagnosticsMessage(diagnosticsOf(table.connection))));
      const asked = config.which === 'message' ? askedTags(message) : undefined;
      const options = optionsFor(message);
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
