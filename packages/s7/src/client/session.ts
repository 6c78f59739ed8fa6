import type { Link } from '@millwright/tags';
import type { Place } from '../area.ts';

/** What one request asks for at one place: bytes, or so many timers or counters (two bytes each). */
export interface Item extends Pick<Place, 'area' | 'db' | 'start'> {
  readonly length: number;
}

/** What one request writes to one place: bytes, or one bit, whose neighbours stay as they are. */
export type WriteItem = Pick<Place, 'area' | 'db' | 'start'> &
  ({ readonly bytes: Uint8Array } | { readonly bit: number; readonly value: boolean });

/** The bytes of an item, or why the PLC did not give them: a coded error of `s7Errors`. */
export type ItemAnswer = { readonly data: Uint8Array } | { readonly error: Error };

/** What became of an item of a write: undefined where the PLC confirmed it. */
export type ItemConfirmation = Error | undefined;

/** What the PLC agreed to when the session was opened. */
export interface SessionLimits {
  /** The most bytes of one message, its headers from S7's own on included. */
  readonly pdu: number;
  /** The most requests that may be under way at once. */
  readonly jobs: number;
}

/**
 * What came of the password: `accepted`; `not-needed`, the CPU has none; `not-supported`, it does not know passwords given in
 * this way, as S7-1200 and S7-1500 do not. One that is wrong opens no session.
 */
export type PasswordOutcome = 'accepted' | 'not-needed' | 'not-supported';

/** What a session has carried. */
export interface Traffic {
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Messages that belonged to no request that still waited: late or doubled answers, pushes, kinds that are not known. */
  readonly stray: number;
}

/**
 * One open session with a PLC, by whichever protocol: today S7 over ISO on TCP. It sends one request for each call,
 * and as many at once as the PLC agreed to: more wait within it. Every call settles: with its answer, its time limit, its
 * signal, or the session. After an abort the answer is still awaited before its place is free again.
 */
export interface Session extends Link {
  readonly limits: SessionLimits;
  readonly traffic: Traffic;
  /** Where one was given. */
  readonly password?: PasswordOutcome;
  /**
   * Reads items with one request. It is up to the caller that they fit into the limits.
   * @returns one answer for each item that the PLC answered, in their order: there may be fewer than were asked for
   * @throws `s7.timeout`, `.connection-lost`, `.closed`, `.bad-answer`, what the PLC said of the request as a whole
   *   (`.access-denied`, `.refused`), or the signal's reason
   */
  read(items: readonly Item[], signal: AbortSignal): Promise<readonly ItemAnswer[]>;
  /**
   * Writes items with one request.
   * @param onSent called at most once, when bytes of the request were handed to the socket: a failure without it means that
   *   nothing was sent
   * @throws as {@link read}
   */
  write(
    items: readonly WriteItem[],
    signal: AbortSignal,
    onSent?: () => void,
  ): Promise<readonly ItemConfirmation[]>;
  /**
   * Asks something of the CPU itself ("userdata"), and joins an answer of several parts.
   * @param ask which group and function, and the data of the request
   * @returns the data of the answer, without its four bytes of return code, transport size and length
   * @throws as {@link read}, and `s7.refused` where the PLC does not know the function
   */
  ask(ask: UserData, signal: AbortSignal): Promise<Uint8Array>;
  /**
   * Sends a job without items: stopping and starting the CPU.
   * @param parameter from its function code on
   * @returns the parameters of the answer, from the function code on; behind it a CPU says that it is in this mode already
   * @throws as {@link read}
   */
  command(parameter: Uint8Array, signal: AbortSignal, onSent?: () => void): Promise<Uint8Array>;
}

/** @see Wireshark's dissector of S7comm, `s7comm.param.userdata` */
export interface UserData {
  /** 3 blocks, 4 CPU functions (SZL), 5 security, 7 time. */
  readonly group: number;
  readonly function: number;
  readonly data: Uint8Array;
}
