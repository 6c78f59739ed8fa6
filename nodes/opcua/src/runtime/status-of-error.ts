import { isCodedError } from '@millwright/schema';
import { type Status, type StatusName, statusOf, statusOfTagError } from '@millwright/tags';
import { opcuaNodeErrors } from '../common/errors.ts';

const names = new Map<string, StatusName>([
  [opcuaNodeErrors.readOnlyConnection.code, 'BadNotWritable'],
  [opcuaNodeErrors.writeNotAllowed.code, 'BadNotWritable'],
]);

/** What an error says of a value that was not even asked for. */
export function statusOfError(error: unknown): Status {
  const name = isCodedError(error) ? names.get(error.code) : undefined;
  const reason = error instanceof Error ? error.message : String(error);
  if (name !== undefined) return statusOf(name, reason);
  return statusOfTagError(error, () => undefined) ?? statusOf('BadInternalError', reason);
}
