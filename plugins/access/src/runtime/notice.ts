import { isCodedError } from '@millwright/schema';
import type { State } from '../common/state.ts';

/** What is not as it should be, as people are told of it. */
export type Notice = State['problems'][number];

export function noticeOf(error: unknown): Notice {
  if (isCodedError(error)) {
    const { code, message, details } = error;
    return details === undefined ? { code, message } : { code, message, details: { ...details } };
  }
  return { code: 'runtime.unexpected', message: error instanceof Error ? error.message : String(error) };
}
