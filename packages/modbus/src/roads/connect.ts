import { connect as connectSocket, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { CodedError } from '@millwright/schema';
import { type NetworkPlace, networkError, openSocket, systemClock } from '@millwright/tags';
import { modbusErrors } from '../errors.ts';
import type { TlsClientOptions } from './road.ts';

/** An idle connection is probed after this long, so that a peer that vanished without a word is noticed. */
const usualKeepAlive = 10_000;

export interface ConnectOptions extends NetworkPlace {
  readonly connectTimeout: number;
  readonly keepAlive?: number;
}

/** The failure of a connect in words of ours; the original stays as its cause. */
export const connectError = (error: unknown, place: NetworkPlace): CodedError =>
  tlsError(error, place) ?? networkError(modbusErrors, error, place);

/** A connection that is not secure enough for one of its two sides; undefined where an error says nothing of that. */
export function tlsError(error: unknown, { host, port }: NetworkPlace): CodedError | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^(ERR_(SSL|TLS|OSSL)|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|INVALID_CA)/.test(code))
    return undefined;
  return modbusErrors.tlsRefused({ host, port, reason: tlsReasons.get(code) ?? code }, { cause: error });
}

/** What is wrong with the other side, by the codes of Node.js. */
export const tlsReasons: ReadonlyMap<string, string> = new Map([
  ['CERT_HAS_EXPIRED', 'its certificate has expired'],
  ['CERT_NOT_YET_VALID', 'its certificate is not valid yet'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is signed by nobody that is trusted here'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate is signed by nobody that is trusted here'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate is signed by nobody that is trusted here'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'its certificate is signed by nobody that is trusted here'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another name'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'it wants a client certificate'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'it does not speak TLS'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'it speaks no version of TLS that is safe'],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'it speaks no version of TLS that is safe'],
]);

/**
 * Opens a TCP connection as the implementation guide recommends: no Nagle, keep-alive, and a time limit of our own.
 * Leaves no socket behind when it fails.
 *
 * @see MODBUS Messaging on TCP/IP V1.0b, section 4.3.2
 * @throws `modbus.connection-refused`, `.connect-timeout`, `.host-unknown`, `.host-unreachable`, `.connect-failed`,
 *   or the signal's reason
 */
export function openTcp(options: ConnectOptions, signal: AbortSignal): Promise<Socket> {
  const { host, port, keepAlive = usualKeepAlive } = options;
  const open = () =>
    connectSocket({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAlive });
  return opened(options, open, 'connect', signal);
}

/**
 * Opens a TLS connection, 1.2 or newer: never a plain one in its place.
 * @see MODBUS/TCP Security, section 8
 * @throws what {@link openTcp} throws, and `modbus.tls-refused`
 */
export function openTls(
  options: ConnectOptions,
  tls: TlsClientOptions,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const { host, port, keepAlive = usualKeepAlive } = options;
  const { ca, rejectUnauthorized = true, ...others } = tls;
  const open = () => {
    const socket = connectTls({
      host,
      port,
      minVersion: 'TLSv1.2',
      rejectUnauthorized,
      ...others,
      ...(ca !== undefined && { ca: Array.isArray(ca) ? [...ca] : (ca as string | Buffer) }),
    });
    socket.setNoDelay(true);
    socket.setKeepAlive(true, keepAlive);
    return socket;
  };
  return opened(options, open, 'secureConnect', signal);
}

const opened = <S extends Socket>(
  { host, port, connectTimeout }: ConnectOptions,
  open: () => S,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<S> =>
  openSocket(
    {
      host,
      port,
      connectTimeout,
      open,
      event,
      clock: systemClock,
      errors: modbusErrors,
      otherError: (error) => tlsError(error, { host, port }),
    },
    signal,
  );
