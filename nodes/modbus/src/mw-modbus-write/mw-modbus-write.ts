import { ConnectionUser } from '@millwright/plc/runtime';
import type { Message, NodeContext, Sent } from '@millwright/runtime';
import {
  dropReading,
  type ValuesByTag,
  type WriteResult,
  writeMessage,
  writtenValues,
} from '@millwright/tags';
import { createTags } from '../mw-modbus-tags/mw-modbus-tags.ts';
import { tagsNode } from '../mw-modbus-tags/schema.ts';
import type { Table } from '../mw-modbus-tags/table.ts';
import type { ModbusRecord } from '../runtime/modbus-record.ts';
import type { WriteConfig } from './schema.ts';

/**
 * On a message: writes tags. What is not done for one of several is said of that one, and so is what nobody can know;
 * where surely nothing was done, it is an error.
 */
export const createWrite = (record: ModbusRecord) => (context: NodeContext<WriteConfig>) => {
  const { id, config, signal } = context;
  const table = context.refer(createTags, tagsNode.type, config.tags);
  const { readOnly } = table.connection.config;
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
        deadline: config.deadline,
      });
      for (const result of results) note(record, table, result, before.get(result.tag));
      user.tell({ all: results.length, bad: results.filter(({ outcome }) => outcome !== 'done').length });
      dropReading(message);
      Object.assign(message, writeMessage(results));
      if (failed !== undefined) throw failed;
      send(message);
    },
    close: () => user.close(),
  };
};

function note(record: ModbusRecord, table: Table, result: WriteResult, before: string | undefined): void {
  const { tag, written, outcome, status } = result;
  const address = table.addressOf(tag);
  record.note(`${table.id} ${address === undefined ? '' : tag}`, {
    event: 'write',
    outcome: outcome === 'done' ? 'success' : outcome,
    target: { kind: 'tag', id: `${table.id}/${tag}`, name: tag },
    data: {
      tag,
      unit: table.unit,
      value: textOf(written),
      ...(address !== undefined && { address }),
      ...(before !== undefined && { before }),
      ...(status && { code: status.name }),
    },
  });
}

/** A value as a record has it: at most one line. */
const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? '(no value)' : String(value).slice(0, 200);

const fixedValues = ({ values }: WriteConfig, table: Table): ValuesByTag =>
  Object.fromEntries(values.map(({ tag, value }) => [tag, table.valueOfText(tag, value)]));
