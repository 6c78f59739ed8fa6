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
import { s7Errors } from '../../errors.ts';
import { statusOfError } from '../../status-of-error.ts';
import { s7TagErrors } from '../../tag-errors.ts';
import type { WriteEntry } from './entry.ts';
import { holds } from './holds.ts';

/** Refusals of ours, which say that this must not be written: asking again changes nothing. */
const refusals = [
  tagErrors.unknownTag,
  tagErrors.badFormat,
  tagErrors.readOnly,
  tagErrors.outOfRange,
  tagErrors.stepTooLarge,
  s7TagErrors.badAddress,
  s7TagErrors.wrongType,
  s7TagErrors.valueDoesNotFit,
  s7TagErrors.wrongLength,
  s7TagErrors.notWritable,
  s7Errors.badRequest,
];

/** After these the write may have been done or not. */
const open = [tagErrors.outcomeUnknown, s7Errors.badAnswer, s7Errors.badFrame, s7Errors.itemMissing];

/** What a failure says of a write. Nobody guesses: where it may have been done, the outcome is unknown. */
export function outcomeOf(error: unknown): WriteOutcome {
  if (refusals.some((each) => each.is(error))) return 'refused';
  return open.some((each) => each.is(error)) ? 'unknown' : 'failed';
}

export function failedResult(tag: string, written: unknown, error: unknown): WriteResult {
  return bad(tag, written, outcomeOf(error), statusOfError(error));
}

/** The request with this value failed as a whole. @param together the tags that it was about */
export function unansweredResult(
  { member, written }: WriteEntry,
  error: unknown,
  together: readonly string[],
): WriteResult {
  const { name } = member.tag;
  const others = together.filter((other) => other !== name);
  const status = statusOfError(error);
  const reason =
    others.length > 0 ? `${status.reason} (in one request with ${others.join(', ')})` : status.reason;
  return bad(name, written, outcomeOf(error), { ...status, reason });
}

/** A value of several parts, of which some were written: what the tag holds now is neither the one nor the other. */
export function partlyResult({ member, written }: WriteEntry, error: unknown): WriteResult {
  const status = statusOfError(error);
  const reason = `A part of the value was written, and another was not: ${status.reason}`;
  return bad(member.tag.name, written, 'unknown', { ...status, reason });
}

export function confirmedResult({ member, meant, written }: WriteEntry): WriteResult {
  return doneResult(member.tag.name, written, meant);
}

/** The result of a write whose tag was read back. @param data of the tag */
export function verifiedResult(entry: WriteEntry, data: Uint8Array): WriteResult {
  if (holds(entry, data)) return { ...confirmedResult(entry), verified: true };
  const { member, meant, written } = entry;
  const held = member.decode(data, member.start);
  const reason = `The PLC holds ${shownHeld(held)} where ${shownHeld(meant)} was written`;
  const status = statusOf('BadDeviceFailure', reason);
  return differingResult(bad(member.tag.name, written, 'failed', status), held);
}

/** It was confirmed but could not be read back, though that was asked for. */
export function unverifiedResult({ member, written }: WriteEntry, error: unknown): WriteResult {
  const status = statusOfError(error);
  const reason = `It was confirmed and could not be read back: ${status.reason}`;
  return { ...bad(member.tag.name, written, 'unknown', { ...status, reason }), verified: false };
}

function bad(tag: string, written: unknown, outcome: WriteOutcome, status: Status): WriteResult {
  return { tag, written, value: null, quality: qualityOf(status.code), status, outcome };
}
