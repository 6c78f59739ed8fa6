import type { CodedError } from '@millwright/schema';
import type { NetworkErrors, NetworkPlace } from './errors.ts';

/**
 * The failure of a connect in words of ours; the original stays as its cause.
 * @param errors of the protocol
 */
export function networkError(
  errors: NetworkErrors,
  error: unknown,
  { host, port }: NetworkPlace,
): CodedError {
  const cause = { cause: error };
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  switch (code) {
    case 'ECONNREFUSED':
      return errors.connectionRefused({ host, port }, cause);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NODATA':
      return errors.hostUnknown({ host }, cause);
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
      return errors.hostUnreachable({ host }, cause);
    default:
      return errors.connectFailed({ host, port, reason: code }, cause);
  }
}
