import { connect as connectSocket, type Socket } from 'node:net';
import { type CodedError, isCodedError } from '@millwright/schema';
import { modbusErrors } from '../errors.ts';

export interface TcpAddress {
  readonly host: string;
  readonly port: number;
}

/** An idle connection is probed after this long, so that a peer that vanished without a word is noticed. */
const keepAliveDelay = 10_000;

/** The failure of a connect in words of ours; the original stays as its cause. */
function connectError(error: unknown, { host, port }: TcpAddress): CodedError {
  const cause = { cause: error };
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  switch (code) {
    case 'ECONNREFUSED':
      return modbusErrors.connectionRefused({ host, port }, cause);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NODATA':
      return modbusErrors.hostUnknown({ host }, cause);
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
      return modbusErrors.hostUnreachable({ host }, cause);
    default:
      return modbusErrors.connectFailed({ host, port, reason: code }, cause);
  }
}

/**
 * Opens a TCP connection as the implementation guide recommends: no Nagle, keep-alive, and a time limit of our own.
 * Leaves no socket behind when it fails.
 *
 * @see MODBUS Messaging on TCP/IP V1.0b, section 4.3.2
 * @throws `modbus.connection-refused`, `.connect-timeout`, `.host-unknown`, `.host-unreachable`, `.connect-failed`,
 *   or the signal's reason
 */
export function connectTcp(address: TcpAddress, milliseconds: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const { host, port } = address;
    const socket = connectSocket({
      host,
      port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: keepAliveDelay,
    });
    const fail = (error: unknown): void => {
      stop();
      // The socket may still report what it was about to: nobody is to hear it.
      socket.on('error', () => {});
      socket.destroy();
      reject(isCodedError(error) || signal.aborted ? error : connectError(error, address));
    };
    const succeed = (): void => {
      stop();
      resolve(socket);
    };
    const abort = (): void => fail(signal.reason);
    const timer = setTimeout(
      () => fail(modbusErrors.connectTimeout({ host, port, milliseconds })),
      milliseconds,
    );
    const stop = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.off('error', fail);
      socket.off('connect', succeed);
    };
    socket.once('error', fail);
    socket.once('connect', succeed);
    signal.addEventListener('abort', abort);
  });
}
