import { ConnectionUser } from '@millwright/plc/runtime';
import type { Message, NodeContext, Sent } from '@millwright/runtime';
import {
  dropReading,
  type ValuesByTag,
  type WriteResult,
  writeMessage,
  writtenValues,
} from '@millwright/tags';
import { createTags } from '../mw-opcua-tags/mw-opcua-tags.ts';
import { tagsNode } from '../mw-opcua-tags/schema.ts';
import type { ServerTable } from '../mw-opcua-tags/table.ts';
import type { OpcUaRecord } from '../runtime/opcua-record.ts';
import { recordText } from '../runtime/record-text.ts';
import type { WriteConfig } from './schema.ts';

/**
 * On a message: writes tags. What is not done for one of several is said of that one, and so is what nobody can know;
 * where surely nothing was done because nobody could be asked, it is an error.
 */
export const createWrite = (record: OpcUaRecord) => (context: NodeContext<WriteConfig>) => {
  const { id, config, signal } = context;
  const table = context.refer(createTags, tagsNode.type, config.tags);
  const { readOnly } = table.connection;
  const user = new ConnectionUser(context, table.connection, { is: readOnly ? 'read-only' : 'online' });
  const fixed = config.source === 'values' ? fixedValues(config, table) : undefined;
  return {
    async input(message: Message, send: (message: Sent) => void): Promise<void> {
      const values = fixed ?? writtenValues(message);
      user.need();
      const before = new Map(Object.keys(values).map((name) => [name, table.lastText(name)]));
      const { results, failed } = await table.write(values, {
        source: id,
        signal,
        verify: config.verify === 'read-back',
        round: config.round,
        deadline: config.deadline,
      });
      for (const result of results) note(record, table, result, values[result.tag], before.get(result.tag));
      user.tell({ all: results.length, bad: results.filter(({ outcome }) => outcome !== 'done').length });
      dropReading(message);
      Object.assign(message, writeMessage(results));
      if (failed !== undefined) throw failed;
      send(message);
    },
    close: () => user.close(),
  };
};

function note(
  record: OpcUaRecord,
  table: ServerTable,
  { tag, outcome, status }: WriteResult,
  value: unknown,
  before: string | undefined,
): void {
  const address = table.addressOf(tag);
  record.note(`${table.id} ${address === undefined ? '' : tag}`, {
    event: 'write',
    outcome: outcome === 'done' ? 'success' : outcome,
    target: { kind: 'tag', id: `${table.id}/${tag}`, name: tag },
    data: {
      tag,
      value: recordText(value),
      ...(address !== undefined && { address }),
      ...(before !== undefined && { before: before.slice(0, 200) }),
      ...(status && outcome !== 'done' && { code: status.name }),
    },
  });
}

const fixedValues = ({ values }: WriteConfig, table: ServerTable): ValuesByTag =>
  Object.fromEntries(values.map(({ tag, value }) => [tag, table.valueOfText(tag, value)]));
