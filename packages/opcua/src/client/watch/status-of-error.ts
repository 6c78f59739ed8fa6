import { type Status, statusOf, statusOfTagError } from '@millwright/tags';
import { opcuaErrors, statusNameOf } from '../../errors.ts';
import { watchErrors } from '../../watch-errors.ts';
import { statusCodeOf } from '../values/status-code.ts';

/** What an error says of a value that could not be had. */
export function statusOfError(error: unknown): Status {
  const reason = error instanceof Error ? error.message : String(error);
  return ofServer(error) ?? statusOfTagError(error, ofServer) ?? statusOf('BadNoCommunication', reason);
}

function ofServer(error: unknown): Status | undefined {
  const name = statusNameOf(error);
  const code = name === undefined ? undefined : statusCodeOf(name);
  if (name !== undefined && code !== undefined) return { code, name, reason: (error as Error).message };
  const isSilent = opcuaErrors.timeout.is(error) || watchErrors.subscriptionSilent.is(error);
  if (isSilent) return statusOf('BadTimeout', error.message);
  const isAddress = error instanceof Error && 'code' in error && addressCodes.has(error.code);
  return isAddress ? statusOf('BadNodeIdUnknown', error.message) : undefined;
}

/** An address leads nowhere, by itself or in this server. */
const addressCodes: ReadonlySet<unknown> = new Set([
  'opcua.bad-address',
  'opcua.namespace-unknown',
  'opcua.path-unresolved',
]);
