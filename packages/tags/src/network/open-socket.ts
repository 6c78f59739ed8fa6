import type { Clock } from '../clock.ts';
import { timeLimit } from '../time-limit.ts';
import type { NetworkErrors, NetworkPlace } from './errors.ts';
import { networkError } from './network-error.ts';

/** As much of a socket of Node.js as opening one takes. */
interface OpeningSocket {
  on(event: string, listener: (error: unknown) => void): unknown;
  once(event: string, listener: (error: unknown) => void): unknown;
  off(event: string, listener: (error: unknown) => void): unknown;
  destroy(): unknown;
}

export interface OpenSocketOptions<S extends OpeningSocket> extends NetworkPlace {
  /** Milliseconds that connecting may take. */
  readonly connectTimeout: number;
  /** Begins to connect. */
  open(): S;
  /** What the socket says when it is open. */
  readonly event: 'connect' | 'secureConnect';
  readonly clock: Pick<Clock, 'after'>;
  /** Of the protocol. */
  readonly errors: NetworkErrors;
  /** What else a failure may mean. Default: nothing. */
  otherError?(error: unknown): Error | undefined;
}

/**
 * Waits until a socket is open. Leaves none behind when it fails.
 * @throws `<protocol>.connection-refused`, `.connect-timeout`, `.host-unknown`, `.host-unreachable`, `.connect-failed`,
 *   what `otherError` makes, or the signal's reason
 */
export function openSocket<S extends OpeningSocket>(
  options: OpenSocketOptions<S>,
  signal: AbortSignal,
): Promise<S> {
  const { host, port, connectTimeout: milliseconds, event, clock, errors, otherError } = options;
  const inOurWords = (error: unknown): Error =>
    otherError?.(error) ?? networkError(errors, error, { host, port });
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    let socket: S;
    try {
      socket = options.open();
    } catch (error) {
      // What cannot even be tried, as with a certificate that is none, is found out before anything is sent.
      return reject(inOurWords(error));
    }
    const fail = (error: unknown): void => {
      stop();
      // The socket may still report what it was about to: nobody is to hear it.
      socket.on('error', () => {});
      socket.destroy();
      reject(error);
    };
    const onError = (error: unknown): void => fail(inOurWords(error));
    const onOpen = (): void => {
      stop();
      resolve(socket);
    };
    const abort = (): void => fail(signal.reason);
    const cancel = timeLimit(clock, milliseconds, () =>
      fail(errors.connectTimeout({ host, port, milliseconds })),
    );
    const stop = (): void => {
      cancel();
      signal.removeEventListener('abort', abort);
      socket.off('error', onError);
      socket.off(event, onOpen);
    };
    socket.once('error', onError);
    socket.once(event, onOpen);
    signal.addEventListener('abort', abort);
  });
}
