import { isCodedError } from '@millwright/schema';
import { tagErrors } from './errors.ts';
import { type Status, type StatusName, statusOf } from './status.ts';

const names = new Map<string, StatusName>([
  [tagErrors.valueDoesNotFit.code, 'BadOutOfRange'],
  [tagErrors.wrongType.code, 'BadTypeMismatch'],
  [tagErrors.badFormat.code, 'BadConfigurationError'],
  [tagErrors.badExpression.code, 'BadConfigurationError'],
  [tagErrors.computedLoop.code, 'BadConfigurationError'],
  [tagErrors.nothingToWrite.code, 'BadConfigurationError'],
  [tagErrors.badSelection.code, 'BadConfigurationError'],
  [tagErrors.readBackDiffers.code, 'BadDeviceFailure'],
  [tagErrors.tooLong.code, 'BadConfigurationError'],
  [tagErrors.unknownTag.code, 'BadNodeIdUnknown'],
  [tagErrors.readOnly.code, 'BadNotWritable'],
  [tagErrors.outOfRange.code, 'BadOutOfRange'],
  [tagErrors.stepTooLarge.code, 'BadOutOfRange'],
  [tagErrors.queueFull.code, 'BadResourceUnavailable'],
  [tagErrors.dropped.code, 'BadResourceUnavailable'],
  [tagErrors.notSent.code, 'BadNotConnected'],
  [tagErrors.outcomeUnknown.code, 'BadNoCommunication'],
  [tagErrors.unitSuspended.code, 'BadNoCommunication'],
]);

/**
 * What an error of this package says of a value, in the vocabulary that all protocols share. Where it only tells what
 * became of a request, the protocol knows why.
 * @param ofProtocol the status of an error of the protocol; undefined for one that is none of its own
 */
export function statusOfTagError(
  error: unknown,
  ofProtocol: (error: unknown) => Status | undefined,
): Status | undefined {
  const name = isCodedError(error) ? names.get(error.code) : undefined;
  if (name === undefined) return undefined;
  const reason = (error as Error).message;
  const isOutcome = tagErrors.outcomeUnknown.is(error) || tagErrors.notSent.is(error);
  const cause = isOutcome ? ofProtocol(error.cause) : undefined;
  if (cause) return { ...cause, reason };
  // Without a cause it is the deadline that was over.
  return statusOf(isOutcome && error.cause === undefined ? 'BadTimeout' : name, reason);
}
