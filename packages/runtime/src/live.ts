import type { Actor } from './actor.ts';
import type { Dispose } from './host.ts';

/** One message to one editor. */
export interface Frame {
  readonly actor: Actor;
  /** IP address of the peer, as far as it is known. */
  readonly address?: string;
  /** `debug`, `status/<id>`, `notification/…`, `millwright/…` */
  readonly topic: string;
  readonly data: unknown;
}

/** The editors' live connections (`/comms`). */
export interface Live {
  /**
   * Asked for each message to each editor; one false keeps it back. It has to be quick, and must neither throw nor log:
   * what is logged is sent to editors in its turn.
   */
  filter(passes: (frame: Frame) => boolean): Dispose;
  /** Closes those of whom this is true; the editor tries to connect again, with what its session is worth then. */
  close(whose: (peer: Pick<Frame, 'actor' | 'address'>) => boolean): void;
}
