import { isCodedError } from '@millwright/schema';
import { networkStatuses, type Status, statusOfTagError } from '@millwright/tags';
import { addressErrors } from '../address/errors.ts';
import { opcuaErrors, statusNameOf } from '../errors.ts';
import { valueErrors } from '../value-errors.ts';
import { watchErrors } from '../watch-errors.ts';
import { statusCodeOf } from './values/status-code.ts';

const names: ReadonlyMap<string, string> = new Map([
  [opcuaErrors.timeout.code, 'BadTimeout'],
  [opcuaErrors.closed.code, 'BadShutdown'],
  [opcuaErrors.badUrl.code, 'BadConfigurationError'],
  ...networkStatuses(opcuaErrors),
  [opcuaErrors.serverShutdown.code, 'BadShutdown'],
  [opcuaErrors.noEndpoint.code, 'BadSecurityPolicyRejected'],
  [opcuaErrors.endpointsDiffer.code, 'BadSecurityChecksFailed'],
  [opcuaErrors.serverNotProved.code, 'BadSecurityChecksFailed'],
  [opcuaErrors.noCertificate.code, 'BadConfigurationError'],
  [opcuaErrors.passwordInClear.code, 'BadConfigurationError'],
  [opcuaErrors.identityNotOffered.code, 'BadIdentityTokenRejected'],
  [opcuaErrors.badUserCertificate.code, 'BadConfigurationError'],
  [watchErrors.subscriptionSilent.code, 'BadTimeout'],
  [watchErrors.messagesLost.code, 'BadCommunicationError'],
  [watchErrors.notificationUnreadable.code, 'BadDecodingError'],
  [opcuaErrors.badMessage.code, 'BadCommunicationError'],
  [opcuaErrors.badResponse.code, 'BadUnknownResponse'],
  [addressErrors.badAddress.code, 'BadNodeIdInvalid'],
  [addressErrors.namespaceUnknown.code, 'BadNodeIdUnknown'],
  [addressErrors.otherServer.code, 'BadServerUriInvalid'],
  [addressErrors.referenceTypeUnknown.code, 'BadReferenceTypeIdInvalid'],
  [addressErrors.pathAmbiguous.code, 'BadTooManyMatches'],
  [addressErrors.pathUnresolved.code, 'BadSessionIdInvalid'],
  [valueErrors.undecodable.code, 'BadDecodingError'],
  [addressErrors.sessionChanged.code, 'BadSessionIdInvalid'],
]);

/** Why a value could not be had or written, in the vocabulary that all protocols share. */
export function statusOfError(error: unknown): Status {
  return (
    statusOfOpcUa(error) ??
    statusOfTagError(error, statusOfOpcUa) ??
    named('BadInternalError', error instanceof Error ? error.message : String(error))
  );
}

function statusOfOpcUa(error: unknown): Status | undefined {
  if (!isCodedError(error)) return undefined;
  const name = statusNameOf(error) ?? names.get(error.code);
  return name === undefined ? undefined : named(name, (error as unknown as Error).message);
}

const named = (name: string, reason: string): Status => ({
  code: statusCodeOf(name) ?? 0x8000_0000,
  name,
  reason,
});
