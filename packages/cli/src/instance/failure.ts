import type { CodedError } from '@millwright/schema';
import { cliErrors } from '../errors.ts';

/** Codes of Node.js and OpenSSL for a peer that is not trusted, or does not speak TLS. */
const tlsCode =
  /^(ERR_TLS_|ERR_SSL_|CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO|INVALID_CA)/;

/** The innermost code: `fetch` wraps what happened, and a name with several addresses gives one error for each. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  const inner = codeOf(error.cause);
  if (inner !== '') return inner;
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The coded error for a request that got no answer. */
export function connectionFailure(error: unknown, url: string, milliseconds: number): CodedError {
  const options = { cause: error };
  if (error instanceof Error && error.name === 'TimeoutError') {
    return cliErrors.timeout({ url, milliseconds }, options);
  }
  const code = codeOf(error);
  // Neither `fetch` nor browsers ask a port that is known to belong to another protocol.
  const forbidden =
    error instanceof Error && error.cause instanceof Error && error.cause.message === 'bad port';
  if (tlsCode.test(code)) return cliErrors.tls({ url, reason: code }, options);
  switch (code) {
    case 'ECONNREFUSED':
      return cliErrors.refused({ url }, options);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return cliErrors.unknownHost({ url }, options);
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return cliErrors.timeout({ url, milliseconds }, options);
    default:
      return cliErrors.unreachable(
        {
          url,
          reason: forbidden ? 'a port that is kept for another protocol' : code || 'the connection broke',
        },
        options,
      );
  }
}
