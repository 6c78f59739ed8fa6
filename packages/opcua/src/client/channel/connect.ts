import { connect, type Socket } from 'node:net';
import { type Clock, type NetworkPlace, openSocket, systemClock } from '@millwright/tags';
import { opcuaErrors } from '../../errors.ts';

export interface ConnectOptions extends NetworkPlace {
  /** Milliseconds that connecting may take. */
  readonly connectTimeout: number;
  /** Of all time limits. Default: the machine's own time. */
  readonly clock?: Clock;
}

/** An idle connection is probed after this long, so that a peer that vanished without a word is noticed. */
const keepAliveInitialDelay = 10_000;

/**
 * Opens a TCP connection. Leaves no socket behind when it fails.
 * @throws `opcua.connection-refused`, `.connect-timeout`, `.host-unknown`, `.host-unreachable`, `.connect-failed`, or the
 *   signal's reason
 */
export function openTcp(
  { host, port, connectTimeout, clock = systemClock }: ConnectOptions,
  signal: AbortSignal,
): Promise<Socket> {
  const open = () => connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay });
  return openSocket(
    { host, port, connectTimeout, open, event: 'connect', clock, errors: opcuaErrors },
    signal,
  );
}
