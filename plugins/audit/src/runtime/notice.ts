import { isCodedError } from '@millwright/schema';
import type { Notice } from '../common/log.ts';

/** What went wrong, as people are told of it. */
export function noticeOf(error: unknown): Notice {
  if (isCodedError(error)) {
    const { code, message, details } = error;
    return details === undefined ? { code, message } : { code, message, details: { ...details } };
  }
  return { code: 'runtime.unexpected', message: error instanceof Error ? error.message : String(error) };
}
