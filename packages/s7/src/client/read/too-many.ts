import { isCodedError } from '@millwright/schema';
import { s7Errors } from '../../errors.ts';

/** What a PLC could not make anything of: 0x8500 says that the message has a size that it does not take. */
const unfitClass = 0x85;

/** Whether a PLC refuses a request as a whole, and fewer items in it may be all that it takes. */
export function mayBeTooMany(error: unknown): boolean {
  if (!isCodedError(error) || !s7Errors.refused.is(error)) return false;
  const { error: number } = error.details as { readonly error: number };
  return number >> 8 === unfitClass;
}
