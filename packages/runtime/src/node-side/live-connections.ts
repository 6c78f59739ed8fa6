import type { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import type { NodeSideRequest } from '../node-side.ts';

/** What was let in and is open still. */
export class OpenConnections {
  readonly #open = new Map<NodeSideRequest, Duplex>();

  /** @param until what closes when it is over: the stream itself, or one answer of many on it */
  add(asked: NodeSideRequest, stream: Duplex, until: EventEmitter = stream): void {
    this.#open.set(asked, stream);
    until.once('close', () => this.#open.delete(asked));
  }

  end(whose: (asked: NodeSideRequest) => boolean): void {
    for (const [asked, stream] of [...this.#open]) if (whose(asked)) stream.destroy();
  }
}
