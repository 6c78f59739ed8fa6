import { askedTag, Table, type TableOptions } from '@millwright/plc/runtime';
import type { S7Tag } from '@millwright/s7';
import type { S7Table, TableReadOptions, TableWriteOptions } from '@millwright/s7/client';
import { systemClock } from '@millwright/tags';
import type { TableFormat } from '../common/table-format.ts';
import { typedValue } from '../common/typed-value.ts';
import type { S7Connection } from '../mw-s7-connection/mw-s7-connection.ts';
import { statusOfError } from '../runtime/status-of-error.ts';
import { checkWrite } from '../runtime/write-guard.ts';
import { tagRows } from './tag-rows.ts';

type Options = TableOptions<S7Tag, TableReadOptions, TableWriteOptions, S7Connection>;

export interface PlcTableOptions extends Pick<Options, 'id' | 'connection' | 'computed' | 'members'> {
  readonly points: S7Table;
  readonly format: TableFormat;
}

/** The tags of a PLC and those that are computed from them, with what the connection allows. */
export class PlcTable extends Table<S7Tag, TableReadOptions, TableWriteOptions, S7Connection> {
  constructor({ format, ...options }: PlcTableOptions) {
    const rows = tagRows(format);
    super({
      ...options,
      clock: systemClock,
      statusOfError,
      addressOf: ({ address }) => address,
      valueOfText: typedValue,
      askedTag: (raw) => askedTag(raw, rows),
      checkWrite: (tag) => checkWrite(tag, options.connection.config),
    });
  }
}
