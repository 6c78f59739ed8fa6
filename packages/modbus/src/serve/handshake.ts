import type { TLSSocket } from 'node:tls';
import type { CodedError } from '@millwright/schema';
import { modbusErrors } from '../errors.ts';
import { tlsReasons } from '../roads/connect.ts';

const clientReasons = new Map([
  [
    'ECONNRESET',
    'it left before the handshake was over: it does not trust our certificate, or only looked whether the port is open',
  ],
  ['ERR_TLS_HANDSHAKE_TIMEOUT', 'it did not finish the handshake in time'],
  ['ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE', 'it shows no certificate'],
  ['ERR_SSL_HTTP_REQUEST', 'it does not speak TLS'],
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'it does not trust our certificate'],
]);

/** Why a client did not get in. Of a certificate that is not trusted the socket knows more than the error, which is only that it was cut. */
export function handshakeError(
  error: Error,
  { authorizationError }: Pick<TLSSocket, 'authorizationError'>,
): CodedError {
  const known = authorizationError as Error | string | null | undefined;
  const code = known ? String(known) : 'code' in error ? String(error.code) : error.message;
  const reason = clientReasons.get(code) ?? tlsReasons.get(code) ?? code;
  return modbusErrors.handshakeFailed({ reason }, { cause: error });
}
