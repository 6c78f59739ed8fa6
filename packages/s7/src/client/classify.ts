import type { FailureKind } from '@millwright/tags';
import { s7Errors } from '../errors.ts';
import { isAnswer } from '../is-answer.ts';

/** After these nobody knows whether the PLC got the request. */
const lost = [s7Errors.connectionLost, s7Errors.closed, s7Errors.badFrame, s7Errors.connectRefused];

/** What a failed request says of the PLC and of the connection. */
export function classify(error: unknown): FailureKind {
  if (s7Errors.timeout.is(error)) return 'unanswered';
  if (lost.some((each) => each.is(error))) return 'lost';
  return isAnswer(error) ? 'answer' : 'local';
}
