import type { CodedError } from '@millwright/schema';
import { opcuaErrors, serviceError } from '../errors.ts';
import type { BadStatusName } from '../statuses.ts';

/** What we do not even send, in the words that a server would have for it. */
export const refusalOf = (statusName: BadStatusName, reason: string): CodedError =>
  serviceError(statusName, { refused: reason });

/** Whether it is we who refused, so that nothing was sent. */
export function isRefusalOfOurs(error: unknown): boolean {
  if (!(error instanceof Error) || !('details' in error)) return false;
  return (error.details as { readonly refused?: string } | undefined)?.refused !== undefined;
}

/** What became of a request as the status that the specification has for it: no answer in time is BadTimeout. */
export const inServiceWords = (error: unknown): unknown =>
  opcuaErrors.timeout.is(error) ? serviceError('BadTimeout', { refused: error.message }, error) : error;
