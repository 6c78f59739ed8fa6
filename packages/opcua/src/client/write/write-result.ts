import { isCodedError } from '@millwright/schema';
import {
  qualityOf,
  type Status,
  statusOf,
  tagErrors,
  type WriteOutcome,
  type WriteResult,
} from '@millwright/tags';
import { addressErrors } from '../../address/errors.ts';
import { opcuaErrors, statusNameOf } from '../../errors.ts';
import { valueErrors } from '../../value-errors.ts';
import { isOpenStatus } from '../open-status.ts';
import { isRefusalOfOurs } from '../refusal-of.ts';
import { statusOfError } from '../status-of-error.ts';
import { statusOfCode } from '../values/status-code.ts';
import type { Meant } from './prepare.ts';

/** What became of one tag of a write to a server. */
export interface OpcUaWriteResult extends WriteResult {
  /** Whether it was written; null where nobody can know. */
  readonly written: boolean | null;
  /** What the server answered, also where that is Good. Its reason says why the quality is not good. */
  readonly status: Status;
}

/** Refusals of ours, which say that this must not be written: asking again changes nothing. */
const refusals = [
  tagErrors.unknownTag,
  tagErrors.readOnly,
  tagErrors.outOfRange,
  tagErrors.stepTooLarge,
  addressErrors.badAddress,
  addressErrors.otherServer,
  addressErrors.referenceTypeUnknown,
];

const isRefusal = (error: unknown): boolean =>
  isRefusalOfOurs(error) || refusals.some((each) => each.is(error));

/** What a failure says of a write that may have been sent. Nobody guesses: where it may have been done, the outcome is unknown. */
export function outcomeOf(error: unknown): WriteOutcome {
  if (isRefusal(error)) return 'refused';
  const isOpen =
    tagErrors.outcomeUnknown.is(error) ||
    opcuaErrors.badMessage.is(error) ||
    opcuaErrors.badResponse.is(error) ||
    opcuaErrors.timeout.is(error) ||
    opcuaErrors.connectionLost.is(error) ||
    valueErrors.undecodable.is(error) ||
    (isCodedError(error) && isOpenStatus(statusNameOf(error)));
  return isOpen ? 'unknown' : 'failed';
}

/** It failed while it was prepared. */
export function unsentResult(tag: string, error: unknown): OpcUaWriteResult {
  return unwritten(tag, isRefusal(error) ? 'refused' : 'failed', statusOfError(error));
}

/** Its request failed. */
export function failedResult(tag: string, error: unknown): OpcUaWriteResult {
  return unwritten(tag, outcomeOf(error), statusOfError(error));
}

function unwritten(tag: string, outcome: WriteOutcome, status: Status): OpcUaWriteResult {
  const written = outcome === 'unknown' ? null : outcome === 'done';
  return { tag, written, value: null, quality: qualityOf(status.code), status, outcome };
}

/**
 * What the server answered for one value.
 * @param meant what its node holds then
 * @param hasMore whether a status or a time went with it
 */
export function answeredResult(
  tag: string,
  code: number,
  { value, text }: Meant,
  hasMore: boolean,
): OpcUaWriteResult {
  const status = statusOfCode(code);
  if (qualityOf(code) !== 'bad') {
    const done = { tag, written: true, value, outcome: 'done' } as const;
    if (text === undefined) return { ...done, quality: qualityOf(code), status };
    const reason = `The server holds ${text}, which the tag's form of value cannot hold`;
    return { ...done, quality: 'uncertain', status: { ...status, reason }, text };
  }
  const hint =
    hasMore && status.name === 'BadWriteNotSupported'
      ? '. Write the value alone, without status and time'
      : '';
  const outcome = isOpenStatus(status.name) ? 'unknown' : 'failed';
  return unwritten(tag, outcome, { ...status, reason: `${status.reason}${hint}` });
}

/** It read back as something else. */
export function differingResult(tag: string, held: Meant): OpcUaWriteResult {
  const { value, text } = held;
  const told = text ?? JSON.stringify(value, plain) ?? 'nothing';
  const status = statusOf('BadDeviceFailure', tagErrors.readBackDiffers({ tag, value: told }).message);
  const failed = { ...unwritten(tag, 'failed', status), value, verified: false };
  return text === undefined ? failed : { ...failed, text };
}

const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value);

/** It was confirmed but could not be read back, though that was asked for. */
export function unverifiedResult(tag: string, cause: Status): OpcUaWriteResult {
  const reason = `It was confirmed and could not be read back: ${cause.reason}`;
  return { ...unwritten(tag, 'unknown', { ...cause, reason }), verified: false };
}
