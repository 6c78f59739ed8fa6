import type { Reading } from '@millwright/modbus';
import type { NodeContext, StatusWord } from '@millwright/runtime';
import type { ConnectionState } from '@millwright/tags';
import type { Table } from '../mw-modbus-tags/mw-modbus-tags.ts';

/** What a connection means to whoever looks at a node; `online` only where the PLC answers. */
function connectionWord(state: ConnectionState): StatusWord {
  switch (state.phase) {
    case 'idle':
    case 'closing':
      return { is: 'idle' };
    case 'connecting':
      return { is: 'connecting' };
    case 'online':
      return state.failures === 0 ? { is: 'online' } : { is: 'connecting' };
    case 'degraded':
      return { is: 'no-answer' };
    case 'waiting':
      return { is: 'retry', seconds: Math.max(1, Math.round(state.delay / 1_000)) };
  }
}

/**
 * What a status says of a reading. Never the samples themselves: they leave in a message, and Node-RED hands the same
 * object to a flow that may write into it.
 */
interface Tally {
  readonly all: number;
  readonly bad: number;
  readonly lost: boolean;
}

function tallyOf({ samples, lost }: Reading): Tally {
  const bad = samples.filter(({ quality }) => quality === 'bad').length;
  return { all: samples.length, bad, lost: lost !== undefined };
}

/** A node that reads a table: it needs the connection, and its status tells how both fare. */
export class TableUser {
  readonly #table: Table;
  readonly #status: (word: StatusWord) => void;
  readonly #unfollow: () => void;
  #release: (() => void) | undefined;
  #latest: Tally | undefined;
  #slow: number | undefined;

  constructor(context: Pick<NodeContext<unknown>, 'status'>, table: Table) {
    this.#table = table;
    this.#status = context.status;
    this.#unfollow = table.connection.onChange(() => this.#show());
    this.#show();
  }

  /** Keeps the connection open from now until {@link close}. Calling twice is safe. */
  need(): void {
    this.#release ??= this.#table.connection.need();
  }

  /** Reads the table and shows what came of it. @throws only the signal's reason */
  async read(signal: AbortSignal): Promise<Reading> {
    const reading = await this.#table.table.read(undefined, { source: this, signal });
    this.#latest = tallyOf(reading);
    this.#show();
    return reading;
  }

  /** Readings come this far apart, more than they should; undefined: they come in time. */
  slow(milliseconds: number | undefined): void {
    this.#slow = milliseconds;
    this.#show();
  }

  close(): void {
    this.#unfollow();
    this.#release?.();
    this.#release = undefined;
  }

  #show(): void {
    const connection = connectionWord(this.#table.connection.state);
    this.#status(this.#release && connection.is === 'online' ? this.#readingWord() : connection);
  }

  #readingWord(): StatusWord {
    if (!this.#latest) return { is: 'online' };
    const { all, bad, lost } = this.#latest;
    // Another unit behind the same gateway may keep the connection alive.
    if (lost) return { is: 'no-answer' };
    if (bad > 0) return { is: 'bad', bad, all };
    return this.#slow === undefined ? { is: 'online' } : { is: 'slow', milliseconds: this.#slow };
  }
}
