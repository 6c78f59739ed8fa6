import type { NodeContext, StatusWord } from '@millwright/runtime';
import { type ConnectionState, isHeard, type Sample, tagErrors } from '@millwright/tags';
import type { UsedConnection } from './plc-connection.ts';

/** What a connection means to whoever looks at a node; `online` only where the PLC answers. */
function connectionWord(state: ConnectionState): StatusWord {
  switch (state.phase) {
    case 'idle':
    case 'closing':
      return { is: 'idle' };
    case 'connecting':
      return { is: 'connecting' };
    case 'online':
      return isHeard(state) ? { is: 'online' } : { is: 'connecting' };
    case 'degraded':
      return { is: 'no-answer' };
    case 'waiting':
      return { is: 'retry', seconds: Math.max(1, Math.round(state.delay / 1_000)) };
  }
}

/**
 * What a status says of what a node did last. Never the samples themselves: they leave in a message, and Node-RED hands
 * the same object to a flow that may write into it.
 */
export interface Tally {
  readonly all: number;
  readonly bad: number;
  readonly lost?: 'no-answer' | 'paused';
}

/** What of a reading counts here. */
interface Tallied {
  readonly samples: readonly Pick<Sample, 'quality'>[];
  /** Why the PLC did not answer at all. */
  readonly lost?: unknown;
}

export function tallyOf({ samples, lost }: Tallied): Tally {
  let bad = 0;
  for (const { quality } of samples) if (quality === 'bad') bad += 1;
  const tally = { all: samples.length, bad };
  if (lost === undefined) return tally;
  return { ...tally, lost: tagErrors.unitSuspended.is(lost) ? 'paused' : 'no-answer' };
}

/** A node that uses a connection: it needs it, and its status tells how both fare. */
export class ConnectionUser {
  readonly #connection: UsedConnection;
  readonly #status: (word: StatusWord) => void;
  readonly #calm: StatusWord;
  #learned: StatusWord | undefined;
  readonly #unfollow: () => void;
  #release: (() => void) | undefined;
  #latest: Tally | undefined;
  #slow: number | undefined;

  /** @param calm what stands under the node while all is well */
  constructor(
    context: Pick<NodeContext<unknown>, 'status'>,
    { connection }: { readonly connection: UsedConnection },
    calm: StatusWord = { is: 'online' },
  ) {
    this.#connection = connection;
    this.#status = context.status;
    this.#calm = calm;
    this.#unfollow = connection.onChange(() => this.#show());
    this.#show();
  }

  /** Keeps the connection open from now until {@link close}. Calling twice is safe. */
  need(): void {
    this.#release ??= this.#connection.need();
  }

  /** What the node did last came to this. */
  tell(tally: Tally): void {
    this.#latest = tally;
    this.#show();
  }

  /** What the other end said of itself: it stands there until the connection ends, since it may be otherwise after that. */
  learn(word: StatusWord): void {
    this.#learned = word;
    this.#show();
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
    const connection = connectionWord(this.#connection.state);
    const isOnline = connection.is === 'online';
    if (!isOnline) this.#learned = undefined;
    this.#status(this.#release && isOnline ? this.#ownWord() : connection);
  }

  #ownWord(): StatusWord {
    if (!this.#latest) return this.#learned ?? this.#calm;
    const { all, bad, lost } = this.#latest;
    // Another unit behind the same gateway may keep the connection alive.
    if (lost !== undefined) return { is: lost };
    if (bad > 0) return { is: 'bad', bad, all };
    return this.#slow === undefined
      ? (this.#learned ?? this.#calm)
      : { is: 'slow', milliseconds: this.#slow };
  }
}
