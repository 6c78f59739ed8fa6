import type { Behaviour, NodeContext } from '@millwright/runtime';
import {
  dropReading,
  type ValuesByTag,
  type WriteResult,
  writeMessage,
  writtenValues,
} from '@millwright/tags';
import { ConnectionUser, type Tally } from './connection-user.ts';
import type { PlcConnection } from './plc-connection.ts';
import { recordText } from './record-text.ts';
import type { Table } from './table.ts';
import type { WriteDetail, WriteRecord } from './write-record.ts';

/** What a node says that writes on a message, whatever the protocol. */
interface WriteNodeConfig {
  readonly source: 'message' | 'values';
  /** What it writes where it does not ask the message. */
  readonly values: readonly { readonly tag: string; readonly value: string }[];
}

/** A write of one tag that has ended, for the record. */
export interface EndedWrite {
  readonly result: WriteResult;
  /** What the message or the node gave. */
  readonly given: unknown;
  /** Of the tag; undefined where the table has no such tag. */
  readonly address: string | undefined;
  /** What was known of it before, as text. */
  readonly before: string | undefined;
}

export interface WriteNodeOptions<Write, Used extends PlcConnection> {
  readonly table: Table<unknown, never, Write, Used>;
  readonly record: Pick<WriteRecord, 'note'>;
  /** How values are to be written. */
  readonly options: Write;
  /** What the record has of a write. Default: {@link recordedWrite}. */
  dataOf?(write: EndedWrite): WriteDetail['data'];
}

/**
 * On a message: writes tags. What is not done for one of several is said of that one, and so is what nobody can know;
 * where surely nothing was done, it is an error.
 */
export function writeNode<Write, Used extends PlcConnection>(
  context: NodeContext<WriteNodeConfig>,
  { table, record, options, dataOf = recordedWrite }: WriteNodeOptions<Write, Used>,
): Behaviour {
  const { config } = context;
  const { readOnly } = table.connection;
  const user = new ConnectionUser(context, table.connection, { is: readOnly ? 'read-only' : 'online' });
  const fixed = config.source === 'values' ? fixedValues(config, table) : undefined;

  const note = (result: WriteResult, given: unknown, before: string | undefined): void => {
    const { tag, outcome } = result;
    const address = table.addressOf(tag);
    // What no table has is held together: anybody may make names up.
    record.note(`${table.id} ${address === undefined ? '' : tag}`, {
      event: 'write',
      outcome: outcome === 'done' ? 'success' : outcome,
      target: { kind: 'tag', id: `${table.id}/${tag}`, name: tag },
      data: dataOf({ result, given, address, before }),
    });
  };

  return {
    async input(message, send): Promise<void> {
      const values = fixed ?? writtenValues(message);
      user.need();
      const before = new Map(Object.keys(values).map((name) => [name, table.lastText(name)]));
      const { results, failed } = await table.write(values, options);
      for (const result of results) note(result, values[result.tag], before.get(result.tag));
      // Where the connection writes nothing, no value is to blame: the status goes on to say why.
      if (!readOnly) user.tell(tallyOf(results));
      dropReading(message);
      Object.assign(message, writeMessage(results));
      if (failed !== undefined) throw failed;
      send(message);
    },
    close: () => user.close(),
  };
}

/** What the record has of a write: what was given, where to, what was there before, and why it was not done. */
function recordedWrite({ result, given, address, before }: EndedWrite): WriteDetail['data'] {
  const { tag, outcome, status } = result;
  return {
    tag,
    value: recordText(given),
    ...(address !== undefined && { address }),
    ...(before !== undefined && { before: recordText(before) }),
    ...(status && outcome !== 'done' && { code: status.name }),
  };
}

const tallyOf = (results: readonly WriteResult[]): Tally => ({
  all: results.length,
  bad: results.filter(({ outcome }) => outcome !== 'done').length,
});

const fixedValues = (
  { values }: WriteNodeConfig,
  table: Pick<Table<unknown, never, never>, 'valueOfText'>,
): ValuesByTag => Object.fromEntries(values.map(({ tag, value }) => [tag, table.valueOfText(tag, value)]));
