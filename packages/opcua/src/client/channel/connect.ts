import { connect as connectSocket, type Socket } from 'node:net';
import type { CodedError } from '@millwright/schema';
import { opcuaErrors } from '../../errors.ts';

export interface Place {
  readonly host: string;
  readonly port: number;
}

export interface ConnectOptions extends Place {
  /** Milliseconds that connecting may take. */
  readonly connectTimeout: number;
}

/** An idle connection is probed after this long, so that a peer that vanished without a word is noticed. */
const keepAliveInitialDelay = 10_000;

/** The failure of a connect in words of ours; the original stays as its cause. */
export function connectError(error: unknown, { host, port }: Place): CodedError {
  const cause = { cause: error };
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  switch (code) {
    case 'ECONNREFUSED':
      return opcuaErrors.connectionRefused({ host, port }, cause);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NODATA':
      return opcuaErrors.hostUnknown({ host }, cause);
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
      return opcuaErrors.hostUnreachable({ host }, cause);
    default:
      return opcuaErrors.connectFailed({ host, port, reason: code }, cause);
  }
}

/**
 * Opens a TCP connection. Leaves no socket behind when it fails.
 * @throws `opcua.connection-refused`, `.connect-timeout`, `.host-unknown`, `.host-unreachable`, `.connect-failed`, or the
 *   signal's reason
 */
export function openTcp(options: ConnectOptions, signal: AbortSignal): Promise<Socket> {
  const { host, port, connectTimeout: milliseconds } = options;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const socket = connectSocket({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay });
    const fail = (error: unknown): void => {
      stop();
      // The socket may still report what it was about to: nobody is to hear it.
      socket.on('error', () => {});
      socket.destroy();
      reject(error);
    };
    const onError = (error: unknown): void => fail(connectError(error, { host, port }));
    const onConnect = (): void => {
      stop();
      resolve(socket);
    };
    const abort = (): void => fail(signal.reason);
    const timer = setTimeout(
      () => fail(opcuaErrors.connectTimeout({ host, port, milliseconds })),
      milliseconds,
    );
    const stop = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.off('error', onError);
      socket.off('connect', onConnect);
    };
    socket.once('error', onError);
    socket.once('connect', onConnect);
    signal.addEventListener('abort', abort);
  });
}
