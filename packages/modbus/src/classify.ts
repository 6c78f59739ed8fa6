import type { FailureKind } from '@millwright/tags';
import { modbusErrors } from './errors.ts';
import { exceptionCode, exceptionOf } from './pdu/exceptions.ts';

/** After these nobody knows whether the unit got the request; they say nothing of the unit itself. */
const lost = [modbusErrors.connectionLost, modbusErrors.closed, modbusErrors.onlyEcho];
const answers = [modbusErrors.exception, modbusErrors.badResponse, modbusErrors.echoDiffers];

/**
 * What a failed request says of the unit and of the connection.
 * @param isLine whether the road goes on behind what is not Modbus, as a line does. There noise costs all units as much
 *   time as silence does; elsewhere it ends the connection, and says nothing of the unit.
 */
export function classify(error: unknown, isLine: boolean): FailureKind {
  if (modbusErrors.timeout.is(error)) return 'unanswered';
  if (modbusErrors.badFrame.is(error)) return isLine ? 'unanswered' : 'lost';
  if (lost.some((each) => each.is(error))) return 'lost';
  switch (exceptionOf(error)) {
    case exceptionCode.illegalDataAddress:
      return 'refused-range';
    case exceptionCode.illegalDataValue:
      return 'refused-size';
    case exceptionCode.acknowledge:
      return 'in-progress';
    case exceptionCode.serverDeviceBusy:
      return 'busy';
    case exceptionCode.gatewayTargetFailed:
      return 'absent';
    default:
      return isAnswer(error) ? 'answer' : 'local';
  }
}

/** Whether a failure came from the other end: it answered, though not with what was asked for. */
export function isAnswer(error: unknown): boolean {
  return answers.some((each) => each.is(error));
}
