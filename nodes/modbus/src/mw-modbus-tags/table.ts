import {
  type ModbusTag,
  statusOfError,
  type TableReadOptions,
  type TableWriteOptions,
  type UnitTable,
} from '@millwright/modbus';
import { valueOfText } from '@millwright/plc';
import { askedTag, Table as PlcTable, type TableOptions as PlcTableOptions } from '@millwright/plc/runtime';
import { registersOf, systemClock } from '@millwright/tags';
import type { TableFormat } from '../common/value-format.ts';
import type { ModbusConnection } from '../mw-modbus-connection/mw-modbus-connection.ts';
import { tagRows } from './own-tag.ts';

type Options = PlcTableOptions<ModbusTag, TableReadOptions, TableWriteOptions, ModbusConnection>;

export interface TableOptions extends Pick<Options, 'id' | 'connection' | 'computed' | 'members'> {
  readonly unit: number;
  readonly units: UnitTable;
  readonly format: TableFormat;
}

/** The tags of one unit and those that are computed from them, with what the connection allows. */
export class Table extends PlcTable<ModbusTag, TableReadOptions, TableWriteOptions, ModbusConnection> {
  readonly unit: number;

  constructor({ unit, units, format, ...options }: TableOptions) {
    const rows = tagRows(format);
    super({
      ...options,
      points: units,
      clock: systemClock,
      statusOfError,
      addressOf: ({ shown, area, address }) => shown ?? `${area}:${address}`,
      valueOfText,
      askedTag: (raw) => askedTag(raw, rows),
      checkWrite: (tag) => checkWrite(tag, options.connection, unit),
    });
    this.unit = unit;
  }
}

/** @throws what speaks against writing to this tag at all */
function checkWrite(tag: ModbusTag, connection: ModbusConnection, unit: number): void {
  const { area, address } = tag;
  // What only can be read is refused by the table itself, in better words.
  if (area !== 'coil' && area !== 'holding-register') return;
  const last = address + (area === 'coil' ? 1 : registersOf(tag)) - 1;
  connection.check(unit, { area, first: address, last });
}
