import type { ReadOptions, WriteOptions } from '@millwright/opcua/client';
import { askedTag, Table, type TableOptions } from '@millwright/plc/runtime';
import type { Clock, Sample } from '@millwright/tags';
import type { TableFormat } from '../common/table-format.ts';
import { TypedText } from '../common/typed-text.ts';
import type { OpcUaConnection } from '../mw-opcua-connection/mw-opcua-connection.ts';
import { statusOfError } from '../runtime/status-of-error.ts';
import type { ServerPoints } from './server-points.ts';
import type { TableTag } from './tag-of.ts';
import { tagRows } from './tag-rows.ts';

type Options = TableOptions<TableTag, ReadOptions, WriteOptions, OpcUaConnection>;

export interface ServerTableOptions extends Pick<Options, 'id' | 'connection' | 'computed' | 'members'> {
  readonly points: ServerPoints;
  readonly format: TableFormat;
  readonly clock: Pick<Clock, 'now'>;
}

/** The tags of a server and those that are computed from them, with what the connection allows. */
export class ServerTable extends Table<TableTag, ReadOptions, WriteOptions, OpcUaConnection> {
  readonly #points: ServerPoints;
  readonly #rows: ReturnType<typeof tagRows>;

  constructor({ format, ...options }: ServerTableOptions) {
    const rows = tagRows(format);
    super({
      ...options,
      statusOfError,
      addressOf: ({ address }) => address,
      valueOfText: (_tag, text) => new TypedText(text),
      askedTag: (raw) => askedTag(raw, rows),
      checkWrite: ({ address }) => options.connection.guard.check(address),
      refusedWrite: (result) => ({ ...result, written: false }),
    });
    this.#points = options.points;
    this.#rows = rows;
  }

  /** Tags that a message brought. @throws `tags.bad-format` for the first that can be none */
  ownTags(own: readonly Readonly<Record<string, unknown>>[]): readonly TableTag[] {
    return own.map((raw) => {
      const asked = askedTag(raw, this.#rows);
      if ('tag' in asked) return asked.tag;
      throw asked.error;
    });
  }

  /** Somebody watches its tags, and this is what came: who reads or writes knows it, too. */
  keep(samples: readonly Sample[]): void {
    for (const sample of samples) this.#points.known.keep(sample);
  }
}
