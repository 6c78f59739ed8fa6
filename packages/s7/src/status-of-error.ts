import { isCodedError } from '@millwright/schema';
import { networkStatuses, type Status, type StatusName, statusOf, statusOfTagError } from '@millwright/tags';
import { s7Errors } from './errors.ts';
import { s7InfoErrors } from './info/errors.ts';
import { s7TagErrors } from './tag-errors.ts';

const names = new Map<string, StatusName>([
  [s7Errors.timeout.code, 'BadTimeout'],
  ...networkStatuses(s7Errors),
  [s7Errors.connectRefused.code, 'BadNotConnected'],
  [s7Errors.setupRefused.code, 'BadNotConnected'],
  [s7Errors.badAgreement.code, 'BadNotConnected'],
  [s7Errors.passwordRefused.code, 'BadUserAccessDenied'],
  [s7Errors.closed.code, 'BadShutdown'],
  [s7Errors.badFrame.code, 'BadCommunicationError'],
  [s7Errors.badAnswer.code, 'BadDecodingError'],
  [s7Errors.badRequest.code, 'BadConfigurationError'],
  [s7Errors.refused.code, 'BadUnknownResponse'],
  [s7Errors.accessDenied.code, 'BadUserAccessDenied'],
  [s7Errors.passwordNeeded.code, 'BadUserAccessDenied'],
  [s7Errors.objectMissing.code, 'BadNodeIdUnknown'],
  [s7Errors.addressError.code, 'BadConfigurationError'],
  [s7Errors.itemAccessDenied.code, 'BadUserAccessDenied'],
  [s7Errors.typeUnsupported.code, 'BadNotSupported'],
  [s7Errors.typeInconsistent.code, 'BadTypeMismatch'],
  [s7Errors.hardwareError.code, 'BadDeviceFailure'],
  [s7Errors.itemRefused.code, 'BadUnknownResponse'],
  [s7Errors.itemMissing.code, 'BadUnknownResponse'],
  [s7InfoErrors.systemListMissing.code, 'BadNotSupported'],
  [s7InfoErrors.blockMissing.code, 'BadNodeIdUnknown'],
  [s7InfoErrors.clockUnreadable.code, 'BadDecodingError'],
  [s7TagErrors.badAddress.code, 'BadConfigurationError'],
  [s7TagErrors.valueDoesNotFit.code, 'BadOutOfRange'],
  [s7TagErrors.wrongType.code, 'BadTypeMismatch'],
  [s7TagErrors.notReadable.code, 'BadNotReadable'],
  [s7TagErrors.notWritable.code, 'BadNotWritable'],
  [s7TagErrors.wrongLength.code, 'BadTypeMismatch'],
]);

/** Why a value could not be had or written, in the vocabulary that all protocols share. */
export function statusOfError(error: unknown): Status {
  const reason = error instanceof Error ? error.message : String(error);
  return statusOfS7(error) ?? statusOfTagError(error, statusOfS7) ?? statusOf('BadInternalError', reason);
}

function statusOfS7(error: unknown): Status | undefined {
  const name = isCodedError(error) ? names.get(error.code) : undefined;
  return name && statusOf(name, (error as Error).message);
}
