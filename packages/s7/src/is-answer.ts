import { s7Errors } from './errors.ts';

const answers = [
  s7Errors.accessDenied,
  s7Errors.refused,
  s7Errors.passwordNeeded,
  s7Errors.badAnswer,
  s7Errors.objectMissing,
  s7Errors.addressError,
  s7Errors.itemAccessDenied,
  s7Errors.typeUnsupported,
  s7Errors.typeInconsistent,
  s7Errors.hardwareError,
  s7Errors.itemRefused,
  s7Errors.itemMissing,
];

/** Whether a failure came from the PLC: it answered, though not with what was asked for. */
export function isAnswer(error: unknown): boolean {
  return answers.some((each) => each.is(error));
}
