import { policyViolation } from '../catalogue/comms.ts';
import type { Door, LiveClient } from '../door/door.ts';
import { openConnections, peerOf } from '../door/live-frames.ts';
import type { Dispose } from '../host.ts';
import type { Frame, Live } from '../live.ts';
import type { NodeRed } from '../red.ts';
import type { Disposers } from './disposers.ts';

/** The editors' live connections, for one plugin. */
export class HostLive implements Live {
  readonly #RED: Pick<NodeRed, 'comms'>;
  readonly #filters: Door['live']['filters'];
  readonly #disposers: Disposers;

  constructor(RED: Pick<NodeRed, 'comms'>, { live }: Pick<Door, 'live'>, disposers: Disposers) {
    this.#RED = RED;
    this.#filters = live.filters;
    this.#disposers = disposers;
  }

  filter(passes: (frame: Frame) => boolean): Dispose {
    // Of its own: the same function may be given twice.
    const filter = (frame: Frame): boolean => passes(frame);
    this.#filters.add(filter);
    return this.#disposers.add(() => void this.#filters.delete(filter));
  }

  close(whose: (peer: Pick<Frame, 'actor' | 'address'>) => boolean): void {
    closeConnections(this.#RED, (client) => whose(peerOf(client)));
  }
}

export function closeConnections(RED: Pick<NodeRed, 'comms'>, isOne: (client: LiveClient) => boolean): void {
  for (const client of openConnections(RED)) if (isOne(client)) client.ws?.close(policyViolation, 'refused');
}
