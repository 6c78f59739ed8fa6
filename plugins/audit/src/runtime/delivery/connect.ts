import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectSecure } from 'node:tls';
import { failureOf } from './failures.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
  /** TLS, by these certificates (PEM), or those that Node.js trusts. */
  readonly secure?: { readonly authority?: string | undefined };
}

/** Host names as they stand in addresses, IPv6 in brackets. */
export const addressText = ({ host, port }: Address): string =>
  `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;

/**
 * Connects, with the certificate checked where there is one.
 *
 * @param allowHalfOpen our side stays open when the receiver has ended its own
 * @throws `audit.receiver-unreachable`, `audit.receiver-untrusted`
 */
export function connectTo(address: Address, signal: AbortSignal, allowHalfOpen = false): Promise<Socket> {
  const { host, port, secure } = address;
  return new Promise((resolve, reject) => {
    const socket = secure
      ? connectSecure(secureOptions(address, allowHalfOpen))
      : connectPlain({ host, port, allowHalfOpen });
    const stop = (): void => {
      socket.destroy();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop, { once: true });
    const failed = (error: Error): void => reject(failureOf(error, addressText(address)));
    socket.once('error', failed);
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      signal.removeEventListener('abort', stop);
      socket.off('error', failed);
      socket.setNoDelay(true);
      resolve(socket);
    });
  });
}

/** That it can be half open is documented, but not in the types. */
function secureOptions(
  { host, port, secure }: Address,
  allowHalfOpen: boolean,
): ConnectionOptions & { readonly allowHalfOpen: boolean } {
  const trust = secure?.authority === undefined ? {} : { ca: secure.authority };
  const name = isIP(host) === 0 ? { servername: host } : {};
  return { host, port, ...trust, ...name, allowHalfOpen };
}
