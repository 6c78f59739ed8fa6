import { isCodedError } from '@millwright/schema';
import type { FailureKind } from '@millwright/tags';
import { s7Errors } from '../errors.ts';
import { s7InfoErrors } from '../info/errors.ts';

/** After these nobody knows whether the PLC got the request. */
const lost = [s7Errors.connectionLost, s7Errors.closed, s7Errors.badFrame, s7Errors.connectRefused];

/** What a failed request says of the PLC and of the connection. */
export function classify(error: unknown): FailureKind {
  if (s7Errors.timeout.is(error)) return 'unanswered';
  if (lost.some((each) => each.is(error))) return 'lost';
  return isAnswer(error) ? 'answer' : 'local';
}

/** Whether a failure came from the PLC: it answered, though not with what was asked for. */
export function isAnswer(error: unknown): boolean {
  return isCodedError(error) && answers.has(error.code);
}

const answers: ReadonlySet<string> = new Set(
  [
    s7Errors.badAnswer,
    s7Errors.refused,
    s7Errors.accessDenied,
    s7Errors.passwordNeeded,
    s7Errors.objectMissing,
    s7Errors.addressError,
    s7Errors.itemAccessDenied,
    s7Errors.typeUnsupported,
    s7Errors.typeInconsistent,
    s7Errors.hardwareError,
    s7Errors.itemRefused,
    s7Errors.itemMissing,
    s7InfoErrors.systemListMissing,
    s7InfoErrors.blockMissing,
    s7InfoErrors.clockUnreadable,
  ].map(({ code }) => code),
);
