import { isCodedError } from '@millwright/schema';
import type { Trouble } from '../common/fields.ts';

/** An error as data. One without a code is our bug: what it says is for the log. */
export function troubleOf(error: unknown): Trouble {
  if (!isCodedError(error)) return { code: 'runtime.unexpected', message: 'Something unexpected went wrong' };
  const { code, message, details } = error;
  return { code, message, ...(details && { details: { ...details } }) };
}
