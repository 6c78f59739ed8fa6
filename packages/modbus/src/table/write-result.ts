import {
  differingResult,
  doneResult,
  qualityOf,
  type Status,
  shownHeld,
  statusOf,
  tagErrors,
  type WriteOutcome,
  type WriteResult,
} from '@millwright/tags';
import { modbusErrors } from '../errors.ts';
import { exceptionCode, exceptionOf } from '../pdu/exceptions.ts';
import { statusOfError } from '../status.ts';
import { decodedOf } from './reading.ts';
import type { WriteItem } from './write-item.ts';

/** Refusals of ours, which say that this must not be written: asking again changes nothing. */
const refusals = [
  tagErrors.unknownTag,
  tagErrors.badFormat,
  tagErrors.readOnly,
  tagErrors.outOfRange,
  tagErrors.stepTooLarge,
  tagErrors.wrongType,
  tagErrors.valueDoesNotFit,
  tagErrors.tooLong,
  modbusErrors.notWritable,
  modbusErrors.readOnlyConnection,
  modbusErrors.writeNotAllowed,
  modbusErrors.badRequest,
];

/** Answers after which the write may have been done or not: it is going on, was lost behind a gateway, or cannot be read. */
const openExceptions = new Set<number | undefined>([
  exceptionCode.acknowledge,
  exceptionCode.gatewayTargetFailed,
]);

/** What a failure says of a write. Nobody guesses: where it may have been done, the outcome is unknown. */
export function outcomeOf(error: unknown): WriteOutcome {
  if (refusals.some((each) => each.is(error))) return 'refused';
  const isOpen =
    tagErrors.outcomeUnknown.is(error) ||
    modbusErrors.badResponse.is(error) ||
    openExceptions.has(exceptionOf(error) ?? -1);
  return isOpen ? 'unknown' : 'failed';
}

/** @param together other tags that went in the same request */
export function failedResult(
  tag: string,
  written: unknown,
  error: unknown,
  together: readonly string[] = [],
): WriteResult {
  const status = statusOfError(error);
  const reason =
    together.length > 0 ? `${status.reason} (in one request with ${together.join(', ')})` : status.reason;
  return bad(tag, written, outcomeOf(error), { ...status, reason });
}

function bad(tag: string, written: unknown, outcome: WriteOutcome, status: Status): WriteResult {
  return { tag, written, value: null, quality: qualityOf(status.code), status, outcome };
}

export function confirmedResult(item: WriteItem): WriteResult {
  return doneResult(item.member.tag.name, item.written, item.meant);
}

export function broadcastResult({ member, written }: WriteItem): WriteResult {
  const status = statusOf('Uncertain', 'It went to all units at once, and nobody confirms that');
  return bad(member.tag.name, written, 'unknown', status);
}

/**
 * The result of a write whose tag was read back.
 * @param data what was read, from `start` on
 */
export function verifiedResult(item: WriteItem, data: Uint8Array, start: number): WriteResult {
  if (holds(item, data, start)) return { ...confirmedResult(item), verified: true };
  const held = decodedOf(item.member, data, start);
  const reason = `The PLC holds ${shownHeld(held)} where ${shownHeld(item.meant)} was written`;
  const status = statusOf('BadDeviceFailure', reason);
  return differingResult(bad(item.member.tag.name, item.written, 'failed', status), held);
}

/** Whether what was read is what was written, byte by byte; of a bit, that bit. */
function holds(item: WriteItem, data: Uint8Array, start: number): boolean {
  const { member, bytes } = item;
  if (member.tag.type === 'bool') return decodedOf(member, data, start) === item.meant;
  const at = (member.start - start) * 2;
  return bytes.every((byte, index) => data[at + index] === byte);
}

/** It was confirmed but could not be read back, though that was asked for. */
export function unverifiedResult(item: WriteItem, error: unknown): WriteResult {
  const status = statusOfError(error);
  const reason = `It was confirmed and could not be read back: ${status.reason}`;
  return { ...bad(item.member.tag.name, item.written, 'unknown', { ...status, reason }), verified: false };
}
