import { isCodedError } from '@millwright/schema';
import { type Status, type StatusName, statusOf } from '@millwright/tags';
import { modbusErrors } from './errors.ts';
import { exceptionKind } from './pdu/exceptions.ts';

const names = new Map<string, StatusName>([
  [modbusErrors.timeout.code, 'BadTimeout'],
  [modbusErrors.connectionRefused.code, 'BadNotConnected'],
  [modbusErrors.connectTimeout.code, 'BadNotConnected'],
  [modbusErrors.hostUnknown.code, 'BadNotConnected'],
  [modbusErrors.hostUnreachable.code, 'BadNotConnected'],
  [modbusErrors.connectFailed.code, 'BadNotConnected'],
  [modbusErrors.tlsRefused.code, 'BadNotConnected'],
  [modbusErrors.serialMissing.code, 'BadConfigurationError'],
  [modbusErrors.serialFailed.code, 'BadNotConnected'],
  [modbusErrors.connectionLost.code, 'BadNotConnected'],
  [modbusErrors.badFrame.code, 'BadCommunicationError'],
  [modbusErrors.badResponse.code, 'BadDecodingError'],
  [modbusErrors.echoDiffers.code, 'BadDeviceFailure'],
  [modbusErrors.badRequest.code, 'BadConfigurationError'],
  [modbusErrors.queueFull.code, 'BadResourceUnavailable'],
  [modbusErrors.closed.code, 'BadShutdown'],
]);

/** Why a value could not be had, in the vocabulary that all protocols share. */
export function statusOfError(error: unknown): Status {
  const reason = error instanceof Error ? error.message : String(error);
  if (modbusErrors.exception.is(error)) {
    const { exception } = error.details as { readonly exception: number };
    return statusOf(exceptionKind(exception).status, reason);
  }
  const name = isCodedError(error) ? names.get(error.code) : undefined;
  return statusOf(name ?? 'BadInternalError', reason);
}
