import { type CodedError, isCodedError } from '@millwright/schema';
import { auditErrors } from '../../common/errors.ts';

/** What failed, in words of ours: of an error only its code is told, since its text may be the receiver's. */
export function failureOf(error: unknown, receiver: string): CodedError {
  if (isCodedError(error)) return error;
  const reason = codeOf(error);
  const facts = { receiver, reason };
  if (isAboutTrust(reason)) return auditErrors.receiverUntrusted(facts, { cause: error });
  return auditErrors.receiverUnreachable(facts, { cause: error });
}

/** What a directory that cannot be written to says. */
export function directoryFailure(error: unknown, directory: string): CodedError {
  if (isCodedError(error)) return error;
  return auditErrors.directoryFailed({ directory, reason: codeOf(error) }, { cause: error });
}

function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code)) return code;
  return typeof code === 'number' ? String(code) : String(name).slice(0, 60);
}

/** Codes of OpenSSL's checks of a certificate, as Node.js names them, and of talks that do not get that far. */
const aboutTrust =
  /^(CERT_|CRL_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_|PATH_LENGTH|HOSTNAME_MISMATCH|EPROTO$)/;
const isAboutTrust = (code: string): boolean => aboutTrust.test(code);
