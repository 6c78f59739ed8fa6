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

/** `UND_ERR_SOCKET`: the other side hung up. Not every Node.js gives a code for an answer that is not http. */
function isOtherProtocol(error: unknown, code: string): boolean {
  const isParserError =
    error instanceof Error && error.cause instanceof Error && error.cause.name === 'HTTPParserError';
  return isParserError || code === 'UND_ERR_SOCKET';
}

interface Asked {
  readonly url: string;
  /** How long the answer was waited for. */
  readonly milliseconds: number;
  /** Whether an answer of http has begun. */
  readonly begun: boolean;
}

/** The coded error for a request that got no answer, or not all of it. */
export function connectionFailure(error: unknown, { url, milliseconds, begun }: Asked): CodedError {
  const options = { cause: error };
  if (error instanceof Error && error.name === 'TimeoutError') {
    return cliErrors.timeout({ url, milliseconds }, options);
  }
  const code = codeOf(error);
  // Neither `fetch` nor browsers ask a port that is known to belong to another protocol.
  const forbidden =
    error instanceof Error && error.cause instanceof Error && error.cause.message === 'bad port';
  if (!begun && isOtherProtocol(error, code)) return cliErrors.otherProtocol({ url }, options);
  if (tlsCode.test(code)) return cliErrors.tls({ url, reason: code }, options);
  switch (code) {
    case 'ECONNREFUSED':
      return cliErrors.refused({ url }, options);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return cliErrors.unknownHost({ url }, options);
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
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
