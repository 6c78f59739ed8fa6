import type { Channel } from '../roads/channel.ts';

/** Somebody who may ask: a connection, a datagram's sender, or whoever is on a serial line. */
export interface Guest {
  /** IP address, or the path of the serial line. */
  readonly address: string;
  readonly channel: Channel;
  cut(how: 'close' | 'reset'): void;
}

/** Why a serial line is not there. `delay`: milliseconds until it is looked for again. */
export interface Absence {
  readonly error: unknown;
  readonly delay: number;
}

/** Whom an entrance asks, and to whom it brings those who may come in. */
export interface Door {
  /**
   * Whether somebody may come in, before anything is said.
   * @param inside how many are in already, those included who have not shown yet who they are
   */
  mayEnter(address: string, inside: number): boolean;
  enter(guest: Guest): void;
  /** Somebody who might enter did not get in after all. */
  failed(error: unknown): void;
  /** There is no way in for now: it is looked for again by itself, and found when somebody enters. */
  lost(absence: Absence): void;
}

/** What lets guests in. */
export interface Entrance {
  /** The port that it listens on; 0 where there is none. */
  readonly port: number;
  /** @throws `modbus.listen-failed`, `.serial-missing`, `.serial-failed` */
  open(door: Door): Promise<void>;
  /** Resolves when nobody is in or can come in any more. Calling twice is safe. */
  close(): Promise<void>;
}

/** Reads the requests of one guest, in whatever way they stand on its road. */
export interface RequestSource {
  /** @returns why what came cannot be followed any further */
  push(chunk: Uint8Array): string | undefined;
  /** Tells of bytes that were said: an adapter may hear them itself. */
  said(bytes: Uint8Array): void;
  close(): void;
}
