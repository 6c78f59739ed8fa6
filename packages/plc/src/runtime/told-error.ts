import { isCodedError } from '@millwright/schema';

/** An error as an answer tells it. */
export interface ToldError {
  readonly code: string;
  readonly message: string;
  readonly details?: Record<string, unknown>;
}

/** An error as part of an answer, with what a text in any language is made from; nothing of one without a code. */
export function toldError(error: unknown): { readonly error?: ToldError } {
  if (!isCodedError(error)) return {};
  const { code, message, details } = error;
  return { error: { code, message, ...(details && { details: { ...details } }) } };
}
