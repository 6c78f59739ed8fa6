import { s7Errors } from '../../errors.ts';

/** Whether a PLC refused something with one of these errors: class and code as one number. */
export function isRefusedWith(failure: unknown, errors: readonly number[]): boolean {
  if (!s7Errors.refused.is(failure)) return false;
  const { error } = failure.details as { readonly error: number };
  return errors.includes(error);
}
