import { type EndedWrite, writeNode as writeBehaviour } from '@millwright/plc/runtime';
import type { NodeContext } from '@millwright/runtime';
import { createTags } from '../mw-modbus-tags/mw-modbus-tags.ts';
import { tagsNode } from '../mw-modbus-tags/schema.ts';
import type { ModbusRecord } from '../runtime/modbus-record.ts';
import type { WriteConfig } from './schema.ts';

/** On a message: writes tags of one unit. */
export const createWrite = (record: ModbusRecord) => (context: NodeContext<WriteConfig>) => {
  const { id, config, signal } = context;
  const table = context.refer(createTags, tagsNode.type, config.tags);
  return writeBehaviour(context, {
    table,
    record,
    options: { source: id, signal, verify: config.verify === 'read-back', deadline: config.deadline },
    dataOf: (write) => dataOf(write, table.unit),
  });
};

/** What the record has of a write: what went to the PLC, to which unit, and what that says of it. */
const dataOf = ({ result: { tag, written, status }, address, before }: EndedWrite, unit: number) => ({
  tag,
  unit,
  value: textOf(written),
  ...(address !== undefined && { address }),
  ...(before !== undefined && { before }),
  ...(status && { code: status.name }),
});

/** A value as a record has it: at most one line. */
const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? '(no value)' : String(value).slice(0, 200);
