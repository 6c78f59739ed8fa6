import type { CodedError } from '@millwright/schema';
import type { StatusCode } from 'node-opcua-status-code';
import { StatusCodes } from 'node-opcua-status-code';
import { opcuaErrors, serviceError } from '../../errors.ts';
import { nameOfStatus } from '../status-name.ts';

/** What came broke the protocol, and by which status one says so. */
export function errorOfFault(error: Error, status: StatusCode): CodedError {
  const reason = error.message.replace(/^premature socket termination /, '').trim();
  return opcuaErrors.badMessage({ reason, statusName: status.name }, { cause: error });
}

/**
 * What a server says before it closes the connection; undefined for every other message.
 * @see OPC 10000-6, section 7.1.2.5 Error Message
 */
export function errorOfMessage(chunk: Buffer): CodedError | undefined {
  if (chunk.length < 12 || chunk.toString('latin1', 0, 3) !== 'ERR') return undefined;
  const length = chunk.length >= 16 ? chunk.readInt32LE(12) : -1;
  const said = length > 0 ? chunk.toString('utf8', 16, Math.min(16 + length, chunk.length)) : undefined;
  return serviceError(nameOfStatus(chunk.readUInt32LE(8)), { ...(said && { diagnostics: said }) });
}

/** Why there is no connection any more, as the transport tells it. */
export function errorOfTransport(
  error: (Error & { readonly statusCode?: StatusCode }) | null | undefined,
): CodedError {
  const status = error?.statusCode;
  if (status && status.value !== StatusCodes.Good.value) {
    const said = /^ACK: ERR received .*? : (.+)$/s.exec(error.message)?.[1];
    return serviceError(nameOfStatus(status.value), { ...(said && { diagnostics: said }) }, error);
  }
  const text = error?.message ?? '';
  const reason = /ECONNRESET|Connection Break/.test(text)
    ? 'the server reset it'
    : /EPIPE|third party|ended by server|hadError/.test(text) || !error
      ? 'the server closed it'
      : text;
  return opcuaErrors.connectionLost({ reason }, { cause: error ?? undefined });
}
