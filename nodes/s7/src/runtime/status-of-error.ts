import { statusOfError as wireStatus } from '@millwright/s7';
import { isCodedError } from '@millwright/schema';
import { type Status, statusOf } from '@millwright/tags';
import { s7NodeErrors } from '../common/errors.ts';

const refusedHere: ReadonlySet<string> = new Set([
  s7NodeErrors.readOnlyConnection.code,
  s7NodeErrors.writeNotAllowed.code,
]);

/** What an error says of a value: also where the connection itself did not let it be written. */
export function statusOfError(error: unknown): Status {
  return isCodedError(error) && refusedHere.has(error.code)
    ? statusOf('BadNotWritable', error.message)
    : wireStatus(error);
}
