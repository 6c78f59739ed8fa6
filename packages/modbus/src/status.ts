import { isCodedError } from '@millwright/schema';
import { networkStatuses, type Status, type StatusName, statusOf, statusOfTagError } from '@millwright/tags';
import { modbusErrors } from './errors.ts';
import { exceptionKind, exceptionOf } from './pdu/exceptions.ts';

const names = new Map<string, StatusName>([
  [modbusErrors.timeout.code, 'BadTimeout'],
  [modbusErrors.onlyEcho.code, 'BadTimeout'],
  ...networkStatuses(modbusErrors),
  [modbusErrors.tlsRefused.code, 'BadNotConnected'],
  [modbusErrors.serialMissing.code, 'BadConfigurationError'],
  [modbusErrors.serialFailed.code, 'BadNotConnected'],
  [modbusErrors.badFrame.code, 'BadCommunicationError'],
  [modbusErrors.badResponse.code, 'BadDecodingError'],
  [modbusErrors.echoDiffers.code, 'BadDeviceFailure'],
  [modbusErrors.notWritable.code, 'BadNotWritable'],
  [modbusErrors.readOnlyConnection.code, 'BadNotWritable'],
  [modbusErrors.writeNotAllowed.code, 'BadNotWritable'],
  [modbusErrors.bitWriteUnsupported.code, 'BadNotSupported'],
  [modbusErrors.badRequest.code, 'BadConfigurationError'],
  [modbusErrors.queueFull.code, 'BadResourceUnavailable'],
  [modbusErrors.closed.code, 'BadShutdown'],
]);

/** Why a value could not be had or written, in the vocabulary that all protocols share. */
export function statusOfError(error: unknown): Status {
  const reason = error instanceof Error ? error.message : String(error);
  return (
    statusOfModbus(error) ?? statusOfTagError(error, statusOfModbus) ?? statusOf('BadInternalError', reason)
  );
}

function statusOfModbus(error: unknown): Status | undefined {
  if (modbusErrors.exception.is(error)) {
    return statusOf(exceptionKind(exceptionOf(error) ?? 0).status, error.message);
  }
  const name = isCodedError(error) ? names.get(error.code) : undefined;
  return name && statusOf(name, (error as Error).message);
}
