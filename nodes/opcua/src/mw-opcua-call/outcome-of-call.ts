import { serviceOf, statusNameOf } from '@millwright/opcua';
import { isOpenStatus } from '@millwright/opcua/client';
import { isCodedError } from '@millwright/schema';
import { tagErrors } from '@millwright/tags';

/** How a call ended that did not end well: not sent, answered with a bad status, or sent and nobody knows. */
export type CallOutcome = 'refused' | 'failed' | 'unknown';

export function outcomeOfCall(error: unknown): CallOutcome {
  if (!isCodedError(error) || error.code === tagErrors.outcomeUnknown.code) return 'unknown';
  // A status that the server answered to this very service.
  if (serviceOf(error) !== 'Call') return 'refused';
  return isOpenStatus(statusNameOf(error)) ? 'unknown' : 'failed';
}
